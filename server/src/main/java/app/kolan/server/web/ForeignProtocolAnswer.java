package app.kolan.server.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Answers a connection that begins with another protocol than HTTP/1.1, as a proxy may speak it,
/// and names that protocol. Otherwise it would be a bad request like any other.
///
/// It looks at the first bytes of a connection alone, on its event loop, and then leaves.
final class ForeignProtocolAnswer extends ChannelInboundHandlerAdapter {
  /// A protocol, by its first bytes.
  private enum Protocol {
    /// Version 1, and the binary version 2.
    ///
    /// Source: https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt
    PROXY("proxy-protocol", "the PROXY protocol", "PROXY ", "\r\n\r\n\0\r\nQUIT\n"),
    /// Source: https://www.rfc-editor.org/rfc/rfc9113#section-3.4
    HTTP2("http2", "HTTP/2", "PRI * HTTP/2.0\r\n", "PRI * HTTP/2.0\r\n"),
    /// A handshake record.
    TLS("tls", "TLS", "\26\3\1", "\26\3\3");

    private final String answer;
    private final String start;
    private final String otherStart;

    Protocol(String marker, String name, String start, String otherStart) {
      String body =
          "This port speaks plain HTTP/1.1, and the connection begins with %s.%n".formatted(name);
      this.answer =
          ("HTTP/1.1 400 Bad Request\r\nX-Kolan: %s\r\nContent-Type: text/plain\r\n"
                  + "Content-Length: %d\r\nConnection: close\r\n\r\n%s")
              .formatted(marker, body.length(), body);
      this.start = start;
      this.otherStart = otherStart;
    }

    static Optional<Protocol> of(ByteBuf bytes) {
      for (Protocol protocol : values()) {
        if (begins(bytes, protocol.start) || begins(bytes, protocol.otherStart)) {
          return Optional.of(protocol);
        }
      }
      return Optional.empty();
    }

    private static boolean begins(ByteBuf bytes, String start) {
      return bytes.readableBytes() >= start.length()
          && bytes
              .toString(bytes.readerIndex(), start.length(), StandardCharsets.ISO_8859_1)
              .equals(start);
    }
  }

  private boolean answered;

  /// Adds the answer to a connection that is new.
  static void on(HttpConnection connection) {
    if (connection instanceof HttpServerConnection open) {
      open.channelHandlerContext().pipeline().addFirst(new ForeignProtocolAnswer());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (answered) {
      ReferenceCountUtil.release(message);
      return;
    }
    Optional<Protocol> foreign =
        message instanceof ByteBuf bytes ? Protocol.of(bytes) : Optional.empty();
    if (foreign.isEmpty()) {
      context.pipeline().remove(this);
      context.fireChannelRead(message);
      return;
    }
    answered = true;
    ReferenceCountUtil.release(message);
    ChannelFuture _ =
        context
            .writeAndFlush(Unpooled.copiedBuffer(foreign.get().answer, StandardCharsets.ISO_8859_1))
            .addListener(ChannelFutureListener.CLOSE);
  }
}
