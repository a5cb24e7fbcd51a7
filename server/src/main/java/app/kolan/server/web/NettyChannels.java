package app.kolan.server.web;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/// Netty's side of connections.
final class NettyChannels {
  private NettyChannels() {}

  /// The channel of a connection that a listener has accepted.
  static Channel of(HttpConnection connection) {
    return ((HttpServerConnection) connection).channelHandlerContext().channel();
  }
}
