package app.kolan.bench.load;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/// The page by which a server says that it is there.
public final class HealthPage {
  private HealthPage() {}

  /// Whether it answers with 200 within two seconds.
  public static boolean answers(URI page) {
    try {
      var connection = (HttpURLConnection) page.toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(1000);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
