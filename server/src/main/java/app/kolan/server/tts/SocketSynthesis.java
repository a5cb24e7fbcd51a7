package app.kolan.server.tts;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.tts.SynthesisSocket.Event;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A synthesis over a socket.
///
/// A pooled socket may have died without notice. Then, as long as no audio of the text has arrived,
/// the text is sent again on a new one.
final class SocketSynthesis implements Synthesis {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_WAITING = 10_000;

  private final SynthesisProtocol wire;
  private final ConnectionPool pool;
  private final String text;
  private BlockingQueue<Event> received = new LinkedBlockingQueue<>();
  private SynthesisSocket socket;
  private String id;
  private boolean answered;
  private boolean heard;
  private boolean complete;
  private boolean over;

  /// Starts to synthesize a text.
  SocketSynthesis(SynthesisProtocol wire, ConnectionPool pool, String text) {
    this.wire = wire;
    this.pool = pool;
    this.text = text;
    this.socket = pool.take();
    this.id = begin(socket, received);
  }

  @Override
  public @Nullable Mulaw next() throws ProviderFailure, InterruptedException {
    boolean well = false;
    try {
      Mulaw sound = Mulaw.EMPTY;
      while (sound.isEmpty() && !isOver()) {
        sound = heardIn(wait(received()));
      }
      heard |= !sound.isEmpty();
      well = true;
      return sound.isEmpty() ? null : sound;
    } finally {
      if (!well) {
        close();
      }
    }
  }

  @Override
  public synchronized void close() {
    if (!over) {
      over = true;
      socket.abort();
      received.add(new Event.GivenUp());
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  private synchronized BlockingQueue<Event> received() {
    return received;
  }

  private @Nullable Event wait(BlockingQueue<Event> from) throws InterruptedException {
    ProviderTimeouts timeouts = wire.settings().timeouts();
    Duration bound = answered ? timeouts.next() : timeouts.connect().plus(timeouts.first());
    return from.poll(bound.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// The audio of an event; empty when it has none.
  private Mulaw heardIn(@Nullable Event told) throws ProviderFailure {
    return switch (told) {
      case null -> {
        end(wire.failure(FailureKind.TOO_SLOW, answered ? "it stopped half-way" : "no answer"));
        yield Mulaw.EMPTY;
      }
      case Event.Message(var json) -> read(json);
      case Event.Closed(var code) -> {
        endOrAgain(wire.closed(code));
        yield Mulaw.EMPTY;
      }
      case Event.Broken(var failure) -> {
        endOrAgain(failure);
        yield Mulaw.EMPTY;
      }
      case Event.GivenUp _ -> Mulaw.EMPTY;
    };
  }

  private Mulaw read(String json) throws ProviderFailure {
    answered = true;
    SynthesisMessage part;
    try {
      part = wire.read(id, JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw wire.failure(FailureKind.UNREADABLE, "a message that is no JSON");
    }
    heard |= !part.sound().isEmpty();
    switch (part.progress()) {
      case GOES_ON -> {}
      case COMPLETE -> complete = true;
      case OVER -> finish();
    }
    return part.sound();
  }

  /// The text is complete, and the socket can be reused.
  private synchronized void finish() throws ProviderFailure {
    if (!heard) {
      throw wire.failure(FailureKind.UNREADABLE, "an answer without sound");
    }
    if (!over) {
      over = true;
      pool.giveBack(socket);
    }
  }

  private void endOrAgain(ProviderFailure failure) throws ProviderFailure {
    boolean again;
    synchronized (this) {
      again = !over && !answered && socket.mayHaveEnded(failure.kind());
      if (again) {
        socket.abort();
        socket = pool.fresh();
        received = new LinkedBlockingQueue<>();
        id = begin(socket, received);
      }
    }
    if (!again) {
      end(failure);
    }
  }

  /// The socket has ended. That is a success if the audio was complete.
  private void end(ProviderFailure failure) throws ProviderFailure {
    if (!complete || !heard) {
      throw failure;
    }
    close();
  }

  private String begin(SynthesisSocket on, BlockingQueue<Event> queue) {
    return on.say(
        wire,
        text,
        told -> {
          if (queue.size() < MOST_WAITING) {
            queue.add(told);
          } else {
            on.abort();
          }
        });
  }
}
