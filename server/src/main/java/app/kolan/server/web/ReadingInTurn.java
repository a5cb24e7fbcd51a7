package app.kolan.server.web;

import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/// Has an event loop read from each connection once, and then look at the others. Netty reads up to
/// sixteen times, so that the frames of calls would wait for thousands of large bodies that
/// strangers send at once.
final class ReadingInTurn {
  private ReadingInTurn() {}

  /// On the connection's event loop.
  static void on(HttpConnection connection) {
    if (connection instanceof HttpServerConnection open
        && open.channelHandlerContext().channel().config().getRecvByteBufAllocator()
            instanceof MaxMessagesRecvByteBufAllocator reads) {
      reads.maxMessagesPerRead(1);
    }
  }
}
