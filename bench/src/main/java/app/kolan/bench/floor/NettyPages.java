package app.kolan.bench.floor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;

/// Answers what is not a media socket: the health and the webhook.
final class NettyPages extends SimpleChannelInboundHandler<FullHttpRequest> {
  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    FullHttpResponse answer = answer(request);
    HttpUtil.setContentLength(answer, answer.content().readableBytes());
    HttpUtil.setKeepAlive(answer, HttpUtil.isKeepAlive(request));
    var written = context.writeAndFlush(answer);
    if (!HttpUtil.isKeepAlive(request)) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private static FullHttpResponse answer(FullHttpRequest request) {
    return switch (new QueryStringDecoder(request.uri()).path()) {
      case Floor.HEALTH -> page(HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
      case Floor.INCOMING_CALL -> twiml(request);
      default -> page(HttpResponseStatus.NOT_FOUND, Unpooled.EMPTY_BUFFER);
    };
  }

  private static FullHttpResponse twiml(FullHttpRequest request) {
    String host = request.headers().get(HttpHeaderNames.HOST, "");
    FullHttpResponse answer =
        page(
            HttpResponseStatus.OK,
            Unpooled.copiedBuffer(Floor.connect(host), StandardCharsets.UTF_8));
    answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/xml");
    return answer;
  }

  private static FullHttpResponse page(HttpResponseStatus status, ByteBuf content) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
  }
}
