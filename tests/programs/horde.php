<?php
// Answers an invitation as Horde does (Debian: php-horde-itip). The letter's calendar part comes on
// standard input; who answers and how stand on the command line; the whole mail goes out.
spl_autoload_register(function ($class) {
    $file = '/usr/share/php/' . str_replace(['_', '\\'], '/', $class) . '.php';
    if (is_file($file)) {
        require_once $file;
    }
});

final class Answerer implements Horde_Itip_Resource
{
    public function __construct(private string $name, private string $address)
    {
    }

    public function getMailAddress()
    {
        return $this->address;
    }

    public function getCommonName()
    {
        return $this->name;
    }

    public function getFrom()
    {
        return sprintf('%s <%s>', $this->name, $this->address);
    }

    public function getReplyTo()
    {
        return '';
    }
}

[, $name, $address, $answer] = $argv;
$calendar = new Horde_Icalendar();
if (!$calendar->parsevCalendar(stream_get_contents(STDIN))) {
    fwrite(STDERR, "not a calendar\n");
    exit(1);
}
$event = $calendar->findComponent('VEVENT');
$type = 'Horde_Itip_Response_Type_' . $answer;
$resource = new Answerer($name, $address);
[$headers, $message] = Horde_Itip::prepareResponse($event, $resource)->getMultiPartMessage(
    new $type($resource),
    new Horde_Itip_Response_Options_Horde('UTF-8', [])
);
echo $message->toString(['headers' => $headers, 'stream' => false]);
