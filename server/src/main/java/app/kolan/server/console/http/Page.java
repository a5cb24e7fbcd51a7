package app.kolan.server.console.http;

import java.io.IOException;

/// What answers a request for a page, or a form that was sent. Runs on a thread of the console's
/// own, and may block.
@FunctionalInterface
public interface Page {
  /// @throws PageProblem when it is not shown
  PageAnswer answer(PageRequest request) throws IOException;
}
