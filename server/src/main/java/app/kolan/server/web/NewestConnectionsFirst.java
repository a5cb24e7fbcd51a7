package app.kolan.server.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// Hands the connections that a port accepts on to the event loops: a few at a time, the newest
/// first, and from each address in turn.
///
/// To set a connection up takes an event loop some tenths of a millisecond while the code is cold.
/// When strangers open thousands at once, all would wait in one queue, and Twilio's for those
/// before it. Here they wait without having been set up, which costs next to nothing, and Twilio's
/// next one has its turn as soon as one of the few is done. One too many that waits closes the
/// oldest of the address whose turn is last.
///
/// On the event loop that accepts.
final class NewestConnectionsFirst extends ChannelInboundHandlerAdapter {
  /// So few that the event loops look at their other connections between.
  private static final int AT_ONCE = 8;

  /// They take memory of some kilobytes each.
  private static final int MOST_WAITING = 8192;

  private final int atOnce;
  private final int mostWaiting;

  /// By address: whose turn it is next comes first. The newest connection of each is the last.
  private final LinkedHashMap<Object, ArrayDeque<Channel>> waiting = new LinkedHashMap<>();

  private int waitingCount;
  private int underWay;

  /// @param atOnce how many may be under way to the event loops
  /// @param mostWaiting how many may wait
  NewestConnectionsFirst(int atOnce, int mostWaiting) {
    this.atOnce = atOnce;
    this.mostWaiting = mostWaiting;
  }

  /// As many as the descriptors of this process allow.
  static NewestConnectionsFirst ofProcess() {
    return new NewestConnectionsFirst(
        AT_ONCE, FileDescriptors.forStrangers(FileDescriptors.limit(), MOST_WAITING));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    if (!(accepted instanceof Channel connection)) {
      context.fireChannelRead(accepted);
      return;
    }
    Object address = addressOf(connection);
    ArrayDeque<Channel> ofAddress = waiting.get(address);
    if (ofAddress == null) {
      ofAddress = new ArrayDeque<>();
      waiting.putFirst(address, ofAddress);
    }
    ofAddress.addLast(connection);
    waitingCount++;
    if (waitingCount > mostWaiting) {
      closeOldest();
    }
    handOn(context);
  }

  private void handOn(ChannelHandlerContext context) {
    while (underWay < atOnce && waitingCount > 0) {
      Map.Entry<Object, ArrayDeque<Channel>> next = waiting.pollFirstEntry();
      ArrayDeque<Channel> ofAddress = next.getValue();
      Channel newest = ofAddress.removeLast();
      waitingCount--;
      if (!ofAddress.isEmpty()) {
        waiting.putLast(next.getKey(), ofAddress);
      }
      underWay++;
      var setUp = new SetUp(() -> tell(context));
      newest.pipeline().addFirst(setUp);
      // One that no event loop can register is closed, and its handlers hear nothing of that.
      newest.closeFuture().addListener(_ -> setUp.finish());
      context.fireChannelRead(newest);
    }
  }

  /// From the connection's event loop.
  private void tell(ChannelHandlerContext context) {
    try {
      context.executor().execute(() -> wasSetUp(context));
    } catch (RejectedExecutionException stopped) {
      // Nothing is accepted any more.
    }
  }

  private void wasSetUp(ChannelHandlerContext context) {
    underWay--;
    handOn(context);
  }

  private void closeOldest() {
    Map.Entry<Object, ArrayDeque<Channel>> last = waiting.lastEntry();
    last.getValue().removeFirst().unsafe().closeForcibly();
    waitingCount--;
    if (last.getValue().isEmpty()) {
      waiting.remove(last.getKey());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    while (waitingCount > 0) {
      closeOldest();
    }
    context.fireChannelInactive();
  }

  private static Object addressOf(Channel connection) {
    InetAddress address =
        connection.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
    return address == null ? "" : address;
  }

  /// Says when an event loop has set a connection up, or has given it up.
  private static final class SetUp extends ChannelInboundHandlerAdapter {
    private @Nullable Runnable done;

    SetUp(Runnable done) {
      this.done = done;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      context.fireChannelActive();
      context.pipeline().remove(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
      finish();
    }

    void finish() {
      if (done != null) {
        done.run();
        done = null;
      }
    }
  }
}
