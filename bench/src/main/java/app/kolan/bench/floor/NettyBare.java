package app.kolan.bench.floor;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.util.Arrays;

/// Netty alone, which sends every frame back unread: what a JVM costs at the least.
///
/// `--epoll` takes Linux's own way to wait for sockets in place of the JDK's.
public final class NettyBare implements AutoCloseable {
  static final String SUBJECT = "netty-bare";

  private final EventLoopGroup loops;
  private final Channel listener;

  private NettyBare(EventLoopGroup loops, Channel listener) {
    this.loops = loops;
    this.listener = listener;
  }

  public static void main(String[] arguments) throws InterruptedException {
    NettyTransport transport =
        Arrays.asList(arguments).contains("--epoll") ? NettyTransport.EPOLL : NettyTransport.NIO;
    if (!transport.isAvailable()) {
      System.err.println("epoll is not to be had: it needs Linux and Netty's native library");
      System.exit(2);
    }
    Floor.announce(SUBJECT, start(Floor.port(arguments), transport).port());
  }

  /// Starts to listen.
  ///
  /// @param port 0 takes any that is free
  static NettyBare start(int port, NettyTransport transport) throws InterruptedException {
    var loops = new MultiThreadIoEventLoopGroup(Floor.loops(), transport.handlers());
    Channel listener =
        new ServerBootstrap()
            .group(loops)
            .channel(transport.listener())
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Connection())
            .bind(port)
            .sync()
            .channel();
    return new NettyBare(loops, listener);
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  @Override
  public void close() {
    var _ = listener.close();
    var _ = loops.shutdownGracefully();
  }

  /// What stands behind each connection. UTF-8 is not checked, as the server's stack does not check
  /// it either.
  private static final class Connection extends ChannelInitializer<SocketChannel> {
    private static final WebSocketServerProtocolConfig MEDIA =
        WebSocketServerProtocolConfig.newBuilder()
            .websocketPath(Floor.MEDIA)
            .decoderConfig(
                WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(Floor.LARGEST_FRAME)
                    .allowExtensions(false)
                    .withUTF8Validator(false)
                    .build())
            .build();

    @Override
    protected void initChannel(SocketChannel channel) {
      channel
          .pipeline()
          .addLast(
              new HttpServerCodec(),
              new HttpObjectAggregator(Floor.LARGEST_LINE),
              new WebSocketServerProtocolHandler(MEDIA),
              new NettyPages(),
              new NettyEcho());
    }
  }
}
