package app.kolan.server.calendar.caldav;

import app.kolan.server.calendar.RemoteCalendar.Window;
import app.kolan.server.ical.ICalendar;
import java.util.List;

/// The bodies of requests: CalDAV (RFC 4791) and collection synchronization (RFC 6578).
final class CalDavRequests {
  private CalDavRequests() {}

  /// What a collection is, and in which state.
  static String collection() {
    return """
    <?xml version="1.0" encoding="utf-8"?>
    <d:propfind xmlns:d="DAV:" xmlns:cs="http://calendarserver.org/ns/"><d:prop>
    <d:resourcetype/><d:displayname/><d:current-user-privilege-set/><d:sync-token/><cs:getctag/>
    </d:prop></d:propfind>
    """;
  }

  /// All events of a time, also those that repeat into it.
  static String events(Window window) {
    return """
    <?xml version="1.0" encoding="utf-8"?>
    <c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
    <d:prop><d:getetag/><c:calendar-data/></d:prop>
    <c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">
    <c:time-range start="%s" end="%s"/>
    </c:comp-filter></c:comp-filter></c:filter>
    </c:calendar-query>
    """
        .formatted(ICalendar.time(window.from()), ICalendar.time(window.to()));
  }

  /// What has changed since a state.
  static String changes(String token) {
    return """
    <?xml version="1.0" encoding="utf-8"?>
    <d:sync-collection xmlns:d="DAV:"><d:sync-token>%s</d:sync-token>
    <d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>
    """
        .formatted(DavXml.escaped(token));
  }

  /// These events.
  static String several(List<String> hrefs) {
    var lines = new StringBuilder();
    hrefs.forEach(
        href -> lines.append("<d:href>").append(DavXml.escaped(href)).append("</d:href>\n"));
    return """
    <?xml version="1.0" encoding="utf-8"?>
    <c:calendar-multiget xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
    <d:prop><d:getetag/><c:calendar-data/></d:prop>
    %s</c:calendar-multiget>
    """
        .formatted(lines);
  }
}
