package app.kolan.server.bootstrap;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has been opened, to be closed in the reverse order: a part may use those that were there
/// before it until it is closed itself.
///
/// Serves a start that fails halfway as it serves a stop. Not safe to share: the thread that opens
/// hands it over to the one that closes.
final class Closer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /// Adds a part that has just been opened.
  void add(AutoCloseable part) {
    open.push(part);
  }

  /// Closes all parts, each once. One that fails is logged, and keeps no other open.
  @Override
  public void close() {
    while (!open.isEmpty()) {
      AutoCloseable part = open.pop();
      try {
        part.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.error("a part of the server could not be closed", e);
      }
    }
  }
}
