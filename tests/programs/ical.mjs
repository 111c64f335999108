// Reads calendars with ical.js, as Thunderbird and Nextcloud do. A JSON list of calendar texts
// comes on standard input; what each says goes out as a JSON list.
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';

const read = (text) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent'));
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: event.uid,
    sequence: event.sequence,
    starts_at: event.startDate ? event.startDate.toJSDate().toISOString() : null,
    ends_at: event.startDate ? event.endDate.toJSDate().toISOString() : null,
    organizer: event.organizer,
    attendees: event.attendees.map((one) => [one.getFirstValue(), one.getParameter('partstat')]),
    summary: event.summary,
    recurring: event.isRecurring(),
  };
};

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf-8')).map(read)));
