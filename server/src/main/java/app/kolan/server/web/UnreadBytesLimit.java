package app.kolan.server.web;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/// Reads from a far end only while it reads, too. Otherwise one that sends pings and reads no pong
/// would have the server keep all pongs in memory, and one that sends requests all answers: nobody
/// else bounds them.
///
/// On the connection's event loop.
final class UnreadBytesLimit extends ChannelInboundHandlerAdapter {
  /// Adds the limit to a connection.
  static void on(HttpConnection connection) {
    if (connection instanceof HttpServerConnection open) {
      open.channelHandlerContext().pipeline().addFirst(new UnreadBytesLimit());
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    context.channel().config().setAutoRead(context.channel().isWritable());
    context.fireChannelWritabilityChanged();
  }
}
