package app.kolan.server.tts;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.tts.SynthesisSocket.News;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A text whose sound comes over a socket.
///
/// A socket from the shelf may have died there without a word. Then, as long as nothing was heard
/// of the text, it is said again on a new one.
final class SocketSynthesis implements Synthesis {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_WAITING = 10_000;

  private final SynthesisProtocol wire;
  private final ConnectionPool shelf;
  private final String text;
  private BlockingQueue<News> news = new LinkedBlockingQueue<>();
  private SynthesisSocket socket;
  private String id;
  private boolean answered;
  private boolean heard;
  private boolean complete;
  private boolean over;

  /// Begins to say a text.
  SocketSynthesis(SynthesisProtocol wire, ConnectionPool shelf, String text) {
    this.wire = wire;
    this.shelf = shelf;
    this.text = text;
    this.socket = shelf.take();
    this.id = begin(socket, news);
  }

  @Override
  public @Nullable Mulaw next() throws ProviderFailure, InterruptedException {
    boolean well = false;
    try {
      Mulaw sound = Mulaw.EMPTY;
      while (sound.isEmpty() && !isOver()) {
        sound = heardIn(wait(news()));
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
      news.add(new News.GivenUp());
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  private synchronized BlockingQueue<News> news() {
    return news;
  }

  private @Nullable News wait(BlockingQueue<News> from) throws InterruptedException {
    ProviderTimeouts patience = wire.settings().patience();
    Duration bound = answered ? patience.next() : patience.connect().plus(patience.first());
    return from.poll(bound.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// The sound in what was told; empty when there is none in it.
  private Mulaw heardIn(@Nullable News told) throws ProviderFailure {
    return switch (told) {
      case null -> {
        end(wire.failure(FailureKind.TOO_SLOW, answered ? "it stopped half-way" : "no answer"));
        yield Mulaw.EMPTY;
      }
      case News.Message(var json) -> read(json);
      case News.Closed(var code) -> {
        endOrAgain(wire.closed(code));
        yield Mulaw.EMPTY;
      }
      case News.Broken(var failure) -> {
        endOrAgain(failure);
        yield Mulaw.EMPTY;
      }
      case News.GivenUp _ -> Mulaw.EMPTY;
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

  /// The text is said to its end, and the socket can say another.
  private synchronized void finish() throws ProviderFailure {
    if (!heard) {
      throw wire.failure(FailureKind.UNREADABLE, "an answer without sound");
    }
    if (!over) {
      over = true;
      shelf.giveBack(socket);
    }
  }

  private void endOrAgain(ProviderFailure failure) throws ProviderFailure {
    boolean again;
    synchronized (this) {
      again = !over && !answered && socket.isUsed() && failure.kind() == FailureKind.BROKEN_OFF;
      if (again) {
        socket.abort();
        socket = shelf.fresh();
        news = new LinkedBlockingQueue<>();
        id = begin(socket, news);
      }
    }
    if (!again) {
      end(failure);
    }
  }

  /// Nothing more comes. That is well if the sound was complete.
  private void end(ProviderFailure failure) throws ProviderFailure {
    if (!complete || !heard) {
      throw failure;
    }
    close();
  }

  private String begin(SynthesisSocket on, BlockingQueue<News> queue) {
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
