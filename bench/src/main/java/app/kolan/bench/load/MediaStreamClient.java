package app.kolan.bench.load;

import app.kolan.bench.load.ServerFrames.BadFrame;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEventCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The stream of one call, from the upgrade to the close.
/*
 * The latency of a frame is measured in the same way for all servers: once a second a ping follows a media
 * message in the same write, and carries the time. A server reads both at once and processes
 * them in order, so its pong shows that the frame was processed. An echo's answer is timed as well,
 * but separately: it measures the time to an answer, which not every server gives.
 */
final class MediaStreamClient implements TcpConnection.Listener {
  private static final int PING_EVERY = 50;
  private static final int MOST_MARKS = 32;
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String SWITCHED = "HTTP/1.1 101";
  private static final byte[] GOING_AWAY = {3, (byte) 0xE8};

  private final GeneratorContext switchboard;
  private final CallSlot slot;
  private final TwilioRequests call;
  private final StreamOffer offer;
  private final CallerLoad talk;
  private final MediaFrames messages;
  private final ServerFrames incoming = new ServerFrames();
  private final TcpConnection wire;
  private final StringBuilder head = new StringBuilder();
  private boolean open;
  private boolean closed;
  private long sequence = 1;
  private long chunk;
  private long pings;
  private long pongs;
  private long expectedPongs;
  private final int pingPhase;

  MediaStreamClient(
      GeneratorContext switchboard,
      CallSlot slot,
      TwilioRequests call,
      StreamOffer offer,
      CallerLoad talk,
      long now)
      throws IOException {
    this.switchboard = switchboard;
    this.slot = slot;
    this.call = call;
    this.offer = offer;
    this.talk = talk;
    this.messages = new MediaFrames(call.streamSid());
    this.pingPhase = (int) Math.floorMod(now / Schedule.FRAME_NANOS, (long) PING_EVERY);
    this.wire = switchboard.wires().open(this);
    byte[] upgrade = TwilioRequests.upgrade(offer.url());
    wire.write(upgrade, upgrade.length);
  }

  boolean isOpen() {
    return open && !closed;
  }

  void tick(long now, long due) {
    if (!isOpen()) {
      return;
    }
    byte[] out = switchboard.outgoing();
    int end = writeMarks(out, now);
    end = writeMedia(out, end, now);
    if (chunk % PING_EVERY == pingPhase) {
      end = writePing(out, end, now);
    }
    wire.write(out, end);
    switchboard.tally().sent(now - due);
    if (talk.hangsUp()) {
      hangUp();
      slot.finishedByCaller();
      return;
    }
    String fault = talk.fault(now);
    if (!fault.isEmpty() && isOpen()) {
      giveUp(fault);
    }
  }

  private int writeMarks(byte[] out, long now) {
    int end = 0;
    for (int i = 0; i < MOST_MARKS; i++) {
      String mark = talk.reached(now);
      if (mark.isEmpty()) {
        break;
      }
      end = text(out, end, new StreamEvent.MarkReached(++sequence, mark));
    }
    return end;
  }

  private int writeMedia(byte[] out, int at, long now) {
    byte[] payload = talk.frame(now);
    int content = at + ClientFrames.LONGEST_HEAD;
    int length = messages.write(out, content, ++sequence, ++chunk, payload) - content;
    return switchboard.frames().finish(out, at, ClientFrames.TEXT, length);
  }

  private int writePing(byte[] out, int at, long now) {
    pings++;
    int content = at + ClientFrames.headLength(Long.BYTES);
    ByteBuffer.wrap(out).putLong(content, now);
    return switchboard.frames().finish(out, at, ClientFrames.PING, Long.BYTES);
  }

  private int text(byte[] out, int at, StreamEvent event) {
    byte[] text = StreamEventCodec.write(event, call.streamSid()).getBytes(StandardCharsets.UTF_8);
    int content = at + ClientFrames.headLength(text.length);
    System.arraycopy(text, 0, out, content, text.length);
    return switchboard.frames().finish(out, at, ClientFrames.TEXT, text.length);
  }

  private void send(StreamEvent event) {
    byte[] out = switchboard.outgoing();
    wire.write(out, text(out, 0, event));
  }

  @Override
  public void arrived(ByteBuffer bytes) {
    try {
      if (!open && !readHead(bytes)) {
        return;
      }
      incoming.take(bytes, switchboard.scratch(), this::take);
    } catch (BadFrame e) {
      giveUp(String.valueOf(e.getMessage()));
    }
  }

  /// The answer to the upgrade, up to its empty line.
  private boolean readHead(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      head.append((char) (bytes.get() & 0x7F));
      int length = head.length();
      if (length >= HEAD_END.length && head.indexOf("\r\n\r\n", length - HEAD_END.length) >= 0) {
        if (head.indexOf(SWITCHED) != 0) {
          giveUp("the stream was refused: " + head.substring(0, head.indexOf("\r\n")));
          return false;
        }
        open = true;
        head.setLength(0);
        head.trimToSize();
        send(new StreamEvent.Connected("Call", "1.0.0"));
        send(
            new StreamEvent.Started(
                sequence,
                call.streamSid(),
                call.callSid(),
                TwilioRequests.ACCOUNT,
                List.of("inbound"),
                offer.parameters()));
        return true;
      }
    }
    return false;
  }

  private void take(int opcode, byte[] bytes, int from, int to) throws BadFrame {
    if (closed) {
      return;
    }
    long now = System.nanoTime();
    switch (opcode) {
      case ClientFrames.TEXT -> takeMessage(bytes, from, to, now);
      case ClientFrames.PONG -> {
        if (to - from == Long.BYTES) {
          pongs++;
          switchboard.tally().dealtWith(now - ByteBuffer.wrap(bytes).getLong(from));
        }
      }
      case ClientFrames.PING -> answerControl(ClientFrames.PONG, bytes, from, to);
      case ClientFrames.CLOSE -> {
        answerControl(ClientFrames.CLOSE, bytes, from, to);
        end(talk.isOver() ? "" : "the server closed the stream in the middle");
      }
      default -> throw new BadFrame("a frame of the opcode " + opcode);
    }
  }

  private void takeMessage(byte[] bytes, int from, int to, long now) {
    LoadStatistics tally = switchboard.tally();
    tally.messagesOut++;
    switch (ServerMessage.kind(bytes, from, to)) {
      case MEDIA -> {
        int samples = ServerMessage.samples(bytes, from, to);
        tally.samplesOut += samples;
        talk.media(samples, now);
      }
      case MARK -> talk.mark(ServerMessage.markName(bytes, from, to), now);
      case CLEAR -> talk.clear(now);
      case OTHER -> {}
    }
  }

  private void answerControl(int opcode, byte[] bytes, int from, int to) {
    byte[] out = switchboard.outgoing();
    System.arraycopy(bytes, from, out, ClientFrames.headLength(to - from), to - from);
    wire.write(out, switchboard.frames().finish(out, 0, opcode, to - from));
  }

  @Override
  public void lost(String why) {
    end(why);
  }

  /// Ends the stream as Twilio does when the caller hangs up.
  void hangUp() {
    if (isOpen()) {
      send(new StreamEvent.Stopped(++sequence, call.callSid()));
      answerControl(ClientFrames.CLOSE, GOING_AWAY, 0, GOING_AWAY.length);
    }
    closed = true;
    wire.close();
  }

  private void giveUp(String why) {
    hangUp();
    switchboard.tally().lost += unanswered();
    slot.broke(why);
  }

  private void end(String why) {
    if (closed) {
      return;
    }
    closed = true;
    wire.close();
    if (why.isEmpty()) {
      slot.finished();
    } else {
      switchboard.tally().lost += unanswered();
      slot.broke(why);
    }
  }

  void expectAnswers() {
    expectedPongs = pings;
    talk.expectAnswers();
  }

  /// Frames and pings that were to be answered and were not.
  long unanswered() {
    return Math.max(0, expectedPongs - pongs) + talk.unanswered();
  }
}
