"""What is run inside Thunderbird: each script finds its arguments in `said`.

They press what a person would press, and call what the menus of its calendar call.
"""

READY = """
return document.getElementById("tabmail")?.currentTabInfo != null
  && cal.manager.getCalendars().length > 0 && MailServices.accounts.defaultAccount != null;
"""
OPEN = """
const server = MailServices.accounts.defaultAccount.incomingServer;
const inbox = server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
const header = inbox.QueryInterface(Ci.nsIMsgLocalMailFolder).addMessage(said[0]);
const tabmail = document.getElementById("tabmail");
tabmail.closeOtherTabs(tabmail.tabInfo[0]);
tabmail.openTab("mailMessageTab", {messageURI: inbox.getUriForMsg(header)});
"""
SHOWN = """
const message = document.getElementById("tabmail").currentTabInfo.chromeBrowser?.contentWindow;
const bar = message?.document.querySelector(".calendar-notification-bar");
if (!bar || bar.collapsed) return null;
const buttons = message.calImipBar.getButtons().filter(one => !one.hidden && one.id);
const label = bar.querySelector(".msgNotificationBarText").textContent;
return buttons.length || label.includes("declined") ? [label, buttons.map(one => one.id)] : null;
"""
# Not awaited: it may ask something first, and would not return before that is answered.
PRESS = """
const message = document.getElementById("tabmail").currentTabInfo.chromeBrowser.contentWindow;
setTimeout(() => message.document.getElementById(said[0]).doCommand());
"""
AGREE = """
const asking = Services.wm.getMostRecentWindow(null).document;
if (asking.readyState == "complete") asking.querySelector("dialog")?.acceptDialog();
"""
_FIND = """
const found = cal.manager.getCalendars().map(one => one.getItem(said[0]));
const event = (await Promise.all(found)).find(one => one);
"""
EVENT = f"""
{_FIND}
if (!event) return null;
const answers = event.getAttendees().map(one => [one.id, one.participationStatus]);
const start = event.startDate.getInTimezone(cal.dtz.defaultTimezone);
return [event.title, start.icalString, event.status, answers];
"""
CHANGE = f"""
{_FIND}
const items = [...document.querySelectorAll("menuitem[respmode=AUTO][scope=this-occurrence]")];
setContextPartstat(items.find(one => one.getAttribute("respvalue") == said[1]), [event]);
"""
MAKE = """
const {CalEvent} = ChromeUtils.importESModule("resource:///modules/CalEvent.sys.mjs");
const {CalAttendee} = ChromeUtils.importESModule("resource:///modules/CalAttendee.sys.mjs");
const [uid, title, start, minutes, owner, guests] = said;
const calendar = cal.manager.getCalendars().find(one => one.name == owner);
const event = new CalEvent();
event.id = uid;
event.title = title;
event.startDate = cal.createDateTime(start);
event.startDate.timezone = cal.dtz.defaultTimezone;
event.endDate = event.startDate.clone();
event.endDate.minute += minutes;
for (const email of [owner, ...guests]) {
  const one = new CalAttendee();
  one.id = "mailto:" + email;
  one.isOrganizer = email == owner;
  one.participationStatus = one.isOrganizer ? "ACCEPTED" : "NEEDS-ACTION";
  if (one.isOrganizer) event.organizer = one; else event.addAttendee(one);
}
event.setProperty("X-MOZ-SEND-INVITATIONS", "TRUE");
doTransaction("add", event, calendar, null, null, {responseMode: Ci.calIItipItem.AUTO});
"""
PUT_OFF = f"""
{_FIND}
const later = event.clone();
for (const name of ["startDate", "endDate"]) {{
  later[name] = event[name].clone();
  later[name].hour += said[1];
}}
doTransaction("modify", later, event.calendar, event, null, {{responseMode: Ci.calIItipItem.AUTO}});
"""
DELETE = f"""
{_FIND}
doTransaction("delete", event, event.calendar, null, null, {{responseMode: Ci.calIItipItem.AUTO}});
"""
