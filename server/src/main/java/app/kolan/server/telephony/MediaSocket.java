package app.kolan.server.telephony;

import app.kolan.server.calltrace.SocketTape;
import app.kolan.server.calltrace.Tapes;
import app.kolan.server.media.playout.Line;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.rejection.StrangersLog;
import app.kolan.server.session.CallScope;
import app.kolan.server.session.StreamReceiver;
import app.kolan.server.telephony.echo.DoctorProofVerifier;
import app.kolan.twilio.stream.MalformedMessage;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEventCodec;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.StreamSid;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.ServerWebSocket;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// One media socket, from the upgrade to the close. Lenient in, strict out.
///
/// Everything runs on the socket's event loop. The size of a message and the number of malformed
/// ones are bounded here; [StreamTimeouts] bounds how long the far end may take.
final class MediaSocket implements Line, MessageAssembler.Taker {
  private static final Logger LOG = LoggerFactory.getLogger(MediaSocket.class);
  private static final int LARGEST_MESSAGE = 64 * 1024;
  private static final int MOST_MESSAGES_BEFORE_START = 20;
  private static final int MOST_MALFORMED = 10;

  /// Which way the audio goes.
  enum Direction {
    TWO_WAY(TwilioPaths.TWO_WAY),
    ONE_WAY(TwilioPaths.ONE_WAY);

    private final String path;

    Direction(String path) {
      this.path = path;
    }
  }

  private final ServerWebSocket socket;
  private final Vertx vertx;
  private final Context context;
  private final Direction direction;
  private final Set<String> signers;
  private final StreamHandler streamHandler;
  private final DoctorProofVerifier proofs;
  private final Tapes tapes;
  private final StrangersLog strangers;
  private final StreamTimeouts timeouts = new StreamTimeouts(System.nanoTime());
  private int messagesBeforeStart;
  private int malformed;
  private boolean closing;
  private String streamSid = "";
  private @Nullable CallSid call;
  private @Nullable StreamReceiver stream;
  private @Nullable SocketTape tape;

  /// @param signers the accounts whose calls this may be a stream of
  /// @param strangers where what the far end does wrong is logged
  MediaSocket(
      ServerWebSocket socket,
      Vertx vertx,
      Direction direction,
      Set<String> signers,
      StreamHandler streamHandler,
      DoctorProofVerifier proofs,
      Tapes tapes,
      StrangersLog strangers) {
    this.socket = socket;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.direction = direction;
    this.signers = Set.copyOf(signers);
    this.streamHandler = streamHandler;
    this.proofs = proofs;
    this.tapes = tapes;
    this.strangers = strangers;
  }

  /// Begins to listen; called on the event loop before the first message can arrive.
  void open(Runnable whenClosed) {
    long check = vertx.setPeriodic(StreamTimeouts.CHECK_EVERY.toMillis(), _ -> within(this::check));
    socket.frameHandler(new MessageAssembler(LARGEST_MESSAGE, this)::take);
    socket.exceptionHandler(
        fault ->
            within(
                () ->
                    strangers
                        .at(fault instanceof HttpClosedException ? Level.DEBUG : Level.WARN, LOG)
                        .addKeyValue("fault", fault.getClass().getSimpleName())
                        .log("a media socket failed")));
    socket.closeHandler(
        _ -> {
          vertx.cancelTimer(check);
          within(this::closed);
          whenClosed.run();
        });
  }

  private void closed() {
    closing = true;
    if (tape != null) {
      tape.closed(false, closeCode());
    }
    end(LineEnded.How.LOST);
  }

  /// Does something as work of the stream's call, once that is known.
  private void within(Runnable work) {
    if (call == null) {
      work.run();
    } else {
      CallScope.within(call, work);
    }
  }

  @Override
  public void send(StreamCommand command) {
    if (isGone() || direction == Direction.ONE_WAY) {
      return;
    }
    if (tape != null) {
      tape.sent(command);
    }
    socket.writeTextMessage(StreamCommandCodec.write(command, streamSid));
  }

  @Override
  public boolean isCongested() {
    return isGone() || socket.writeQueueFull();
  }

  @Override
  public void close(Closing reason) {
    if (!closing) {
      closing = true;
      if (tape != null) {
        tape.closed(true, reason.code());
      }
      end(LineEnded.How.CLOSED_BY_US);
      socket.close(reason.code(), null);
    }
  }

  /// Closes it in the next pause between two turns, because the server goes down.
  void closeBetweenTurns() {
    if (stream != null) {
      stream.betweenTurns(() -> close(Closing.GOING_AWAY));
    }
  }

  @Override
  public void run(Runnable task) {
    context.runOnContext(_ -> within(task));
  }

  @Override
  public void text(byte[] utf8, int length) {
    timeouts.heard(System.nanoTime());
    within(() -> read(utf8, length));
  }

  private void read(byte[] utf8, int length) {
    try {
      hear(StreamEventCodec.read(utf8, 0, length));
    } catch (MalformedMessage e) {
      malformed(e.getMessage(), Closing.REFUSED);
    }
  }

  @Override
  public void binary() {
    within(() -> malformed("a binary message, where Twilio sends text", Closing.BINARY));
  }

  @Override
  public void tooLarge(int bytes) {
    within(
        () -> {
          strangers.atWarn(LOG).addKeyValue("bytes", bytes).log("a stream message is too large");
          close(Closing.TOO_LARGE);
        });
  }

  private void hear(StreamEvent event) {
    if (tape != null) {
      tape.heard(event);
    }
    StreamReceiver open = stream;
    if (event instanceof StreamEvent.Unknown(var name)) {
      strangers
          .at(Level.INFO, LOG)
          .addKeyValue("event", printable(name))
          .log("an unknown stream event");
    } else if (open != null) {
      open.hear(event);
    } else if (event instanceof StreamEvent.Started started) {
      begin(started);
    } else if (++messagesBeforeStart > MOST_MESSAGES_BEFORE_START) {
      strangers.atWarn(LOG).log("a stream talks without having started");
      close(Closing.REFUSED);
    }
  }

  private void begin(StreamEvent.Started started) {
    CallSid named;
    try {
      named = new CallSid(started.callSid());
      streamSid = new StreamSid(started.streamSid()).value();
    } catch (IllegalArgumentException e) {
      strangers.atWarn(LOG).log("a start message names no call or no stream");
      close(Closing.REFUSED);
      return;
    }
    call = named;
    CallScope.within(named, () -> begin(named, started));
  }

  private void begin(CallSid named, StreamEvent.Started started) {
    Optional<EchoStream> echo = EchoStream.askedFor(started, this, proofs);
    if (echo.isPresent()) {
      stream = echo.get();
      return;
    }
    if (!signers.contains(started.accountSid())) {
      strangers
          .atWarn(LOG)
          .addKeyValue("stream", streamSid)
          .log("a stream was refused: another account has signed the request for its socket");
      close(Closing.REFUSED);
      return;
    }
    tape = tapes.opened(named, direction.path, started);
    stream =
        switch (direction) {
          case TWO_WAY -> streamHandler.converse(named, started, this);
          case ONE_WAY -> streamHandler.listen(named, started, this);
        };
  }

  private void malformed(@Nullable String what, Closing reason) {
    malformed++;
    if (malformed == 1) {
      strangers.atWarn(LOG).addKeyValue("what", what).log("a stream message cannot be read");
    }
    if (malformed > MOST_MALFORMED) {
      strangers
          .atWarn(LOG)
          .addKeyValue("messages", malformed)
          .log("a stream is closed: it makes no sense");
      noteGivenUp("its messages make no sense");
      close(reason);
    }
  }

  private void check() {
    long now = System.nanoTime();
    if (stream instanceof EchoStream) {
      timeouts.heard(now); // the doctor tests how long a silent socket lasts
    }
    StreamTimeouts.Expired expired = timeouts.check(now, stream != null, isCongested());
    if (expired != null) {
      giveUp(expired.reason());
    }
  }

  private void giveUp(String why) {
    if (!closing) {
      strangers
          .atWarn(LOG)
          .addKeyValue("why", why)
          .addKeyValue("stream", streamSid)
          .log("a stream is given up");
      noteGivenUp(why);
      end(LineEnded.How.LOST);
      close(Closing.REFUSED);
    }
  }

  private void noteGivenUp(String why) {
    if (tape != null) {
      tape.gaveUp(why);
    }
  }

  private int closeCode() {
    Short code = socket.closeStatusCode();
    return code == null ? SocketTape.WITHOUT_CLOSE : code;
  }

  private boolean isGone() {
    return closing || socket.isClosed();
  }

  private void end(LineEnded.How how) {
    if (stream != null) {
      stream.end(how);
    }
  }

  private static String printable(String name) {
    return name.replaceAll("[^\\w-]", "?").substring(0, Math.min(name.length(), 40));
  }
}
