package app.kolan.server.web;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// A transport for listeners that strangers can reach: the system keeps connections to itself until
/// something comes on them, where it can (`TCP_DEFER_ACCEPT`, tcp(7)), and those are handed on by
/// [NewestConnectionsFirst]. Event loops that have much to read look at it once a millisecond, by
/// [WakeupCoalescing]. All else is that of the transport that it stands on.
///
/// Safe to share.
public final class AcceptingTransport implements io.vertx.core.transport.Transport {
  /// How long the system keeps a connection on which nothing comes, at least; it rounds up to the
  /// next time at which it would repeat its own answer. Then it is accepted as it is.
  private static final int LONGEST_SILENCE_SECONDS = 10;

  /// How many bytes a read takes, which [ReadingInTurn] has happen once at each look: more than a
  /// frame of a call has.
  private static final int LEAST_READ = 1024;

  private static final int USUAL_READ = 2048;
  private static final int LARGEST_READ = 64 * 1024;

  private final io.vertx.core.transport.Transport transport;
  private final Transport implementation;

  private AcceptingTransport(io.vertx.core.transport.Transport transport) {
    this.transport = transport;
    this.implementation =
        new Implementation(transport.implementation(), transport.name().equals("epoll"));
  }

  /// The system's own transport, such as epoll; sockets of the JDK where it has none.
  public static AcceptingTransport ofSystem() {
    io.vertx.core.transport.Transport own = io.vertx.core.transport.Transport.nativeTransport();
    return new AcceptingTransport(
        own != null && own.available() ? own : io.vertx.core.transport.Transport.NIO);
  }

  @Override
  public String name() {
    return transport.name();
  }

  @Override
  public boolean available() {
    return transport.available();
  }

  @Override
  public @Nullable Throwable unavailabilityCause() {
    return transport.unavailabilityCause();
  }

  @Override
  public Transport implementation() {
    return implementation;
  }

  private record Implementation(Transport own, boolean isEpoll) implements Transport {
    @Override
    public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
      own.configure(config, domainSocket, bootstrap);
      if (isEpoll && !domainSocket) {
        bootstrap.option(EpollChannelOption.TCP_DEFER_ACCEPT, LONGEST_SILENCE_SECONDS);
      }
      bootstrap.handler(NewestConnectionsFirst.ofProcess());
      // Netty would come to read 400 bytes at once, so that the end of a frame waits for the next
      // look at the sockets.
      bootstrap.childOption(
          ChannelOption.RECVBUF_ALLOCATOR,
          new AdaptiveRecvByteBufAllocator(LEAST_READ, USUAL_READ, LARGEST_READ));
    }

    @Override
    public void configure(TcpConfig config, boolean domainSocket, Bootstrap bootstrap) {
      own.configure(config, domainSocket, bootstrap);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
      own.configure(channel, options);
    }

    @Override
    public boolean supportsDomainSockets() {
      return own.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
      return own.supportFileRegion();
    }

    @Override
    public boolean isAvailable() {
      return own.isAvailable();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
      return own.unavailabilityCause();
    }

    @Override
    public java.net.SocketAddress convert(SocketAddress address) {
      return own.convert(address);
    }

    @Override
    public SocketAddress convert(java.net.SocketAddress address) {
      return own.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
      return WakeupCoalescing.of(own.ioHandlerFactory());
    }

    @Override
    public EventLoopGroup eventLoopGroup(
        int type, int threads, ThreadFactory threadFactory, int ioRatio) {
      return type == ACCEPTOR_EVENT_LOOP_GROUP
          ? own.eventLoopGroup(type, threads, threadFactory, ioRatio)
          : new MultiThreadIoEventLoopGroup(threads, threadFactory, ioHandlerFactory());
    }

    @Override
    @SuppressWarnings("deprecation") // Vert.x's interface has it
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
      return own.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
      return own.datagramChannelFactory();
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
      return own.channelFactory(domainSocket);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
      return own.serverChannelFactory(domainSocket);
    }
  }
}
