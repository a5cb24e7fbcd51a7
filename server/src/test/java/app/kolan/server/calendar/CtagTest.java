package app.kolan.server.calendar;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/// CalDAV with a server that has a ctag and no sync-token.
@Tag("socket")
class CtagTest extends CalDavContract {
  private final List<CalDavStandIn> opened = new ArrayList<>();

  @Override
  URI calendar() throws IOException {
    var server = new CalDavStandIn(false);
    opened.add(server);
    return server.calendar();
  }

  @AfterEach
  void close() {
    opened.forEach(CalDavStandIn::close);
  }
}
