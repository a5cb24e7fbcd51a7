package app.kolan.server.calendar;

import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// CalDAV with a server of others.
@Tag("socket")
class RadicaleTest extends CalDavContract {
  @TempDir private static Path shared;
  private static Radicale radicale;

  @BeforeAll
  static void start() throws Exception {
    radicale = Radicale.start(shared);
  }

  @AfterAll
  @SuppressWarnings("ConstantConditions") // it is not there when Radicale is not installed
  static void stop() {
    if (radicale != null) {
      radicale.close();
    }
  }

  @Override
  URI calendar() throws Exception {
    return radicale.calendar("c" + UUID.randomUUID());
  }
}
