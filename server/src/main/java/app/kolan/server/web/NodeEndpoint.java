package app.kolan.server.web;

import app.kolan.server.callevents.CallEvents;
import app.kolan.server.callevents.EventFeed;
import app.kolan.server.nodes.NodeClient;
import app.kolan.server.nodes.NodeEnvelope;
import app.kolan.server.nodes.NodeRequest;
import app.kolan.server.session.AudioListener;
import app.kolan.server.session.CallDirection;
import app.kolan.server.session.CallHandle;
import app.kolan.server.telephony.CallControls;
import app.kolan.server.telephony.RemoteCalls;
import app.kolan.server.telephony.RemoteTalks;
import app.kolan.twilio.audio.Mulaw;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Answers what other nodes ask of this one's calls, on the management listener. A question that
/// was not sealed by the nodes' key, for this run of this server, just now and for the first time,
/// gets what a page gets that is not there. On the event loop of the listener.
public final class NodeEndpoint {
  private static final int LONGEST_QUESTION = 16 * 1024;
  private static final int MOST_ANSWERS = 100;

  /// Two seconds of both sides of a call and more.
  private static final int MOST_UNSENT = 150;

  private final String node;
  private final NodeEnvelope envelope;
  private final CallEvents events;
  private final CallControls controls;
  private final InstantSource clock;
  private final AtomicInteger open = new AtomicInteger();

  /// @param node this run
  /// @param events of this node alone
  /// @param controls of which those of this node are reported
  public NodeEndpoint(
      String node,
      NodeEnvelope envelope,
      CallEvents events,
      CallControls controls,
      InstantSource clock) {
    this.node = node;
    this.envelope = envelope;
    this.events = events;
    this.controls = controls;
    this.clock = clock;
  }

  /// Answers at its path of a listener.
  public void addTo(Router router, Vertx vertx) {
    router.post(NodeClient.PATH).handler(context -> receive(context, vertx));
  }

  private void receive(RoutingContext context, Vertx vertx) {
    var body = Buffer.buffer();
    var request = context.request();
    request.handler(
        piece -> {
          if (body.length() + piece.length() > LONGEST_QUESTION) {
            request.connection().close();
          } else {
            body.appendBuffer(piece);
          }
        });
    request.endHandler(_ -> answer(context.response(), vertx, body.toString()));
  }

  private void answer(HttpServerResponse response, Vertx vertx, String text) {
    NodeEnvelope.Opened opened = envelope.open(text, node);
    if (opened == null) {
      response.setStatusCode(404).end();
      return;
    }
    if (open.get() >= MOST_ANSWERS) {
      response.setStatusCode(503).end();
      return;
    }
    response.setChunked(true).putHeader("Content-Type", "text/plain");
    var lines = new Lines(response, vertx, opened.id());
    switch (opened.question()) {
      case NodeRequest.Events asked -> lines.tell(asked);
      case NodeRequest.Talks _ -> lines.end(RemoteTalks.line(controls.talks()));
      case NodeRequest.State asked -> lines.end(state(asked));
      case NodeRequest.Hint asked ->
          lines.end(done(find(asked).filter(call -> call.hint(asked.text())).isPresent()));
      case NodeRequest.Direct asked -> lines.end(done(direct(asked)));
      case NodeRequest.Audio asked -> lines.play(find(asked));
    }
  }

  private Optional<CallHandle> find(NodeRequest.OfCall asked) {
    return controls.find(asked.call(), asked.business()).map(CallControls.Controlled::control);
  }

  private String state(NodeRequest.State asked) {
    return find(asked)
        .map(call -> call.takesHints() ? RemoteCalls.HINTS : RemoteCalls.TALKS)
        .orElse(RemoteCalls.NONE);
  }

  private boolean direct(NodeRequest.Direct asked) {
    var to = asked.handOverTo();
    CallDirection direction =
        to == null ? new CallDirection.HangUp() : new CallDirection.HandOver(to);
    return find(asked).filter(call -> call.direct(direction)).isPresent();
  }

  private static String done(boolean isDone) {
    return isDone ? RemoteCalls.DONE : RemoteCalls.NONE;
  }

  /// An answer, line by line.
  private final class Lines {
    private final HttpServerResponse out;
    private final Vertx vertx;
    private final Context loop;
    private final String id;
    private long number;
    private long timer;
    private Runnable whenOver = () -> {};
    private boolean isOver;

    Lines(HttpServerResponse out, Vertx vertx, String id) {
      this.out = out;
      this.vertx = vertx;
      this.id = id;
      loop = vertx.getOrCreateContext();
    }

    private void write(String line) {
      out.write(envelope.sealLine(id, number++, line) + "\n");
    }

    void end(String line) {
      write(line);
      out.end();
    }

    /// Goes on until this side or the other one ends it. An empty line shows that this one lives.
    private void goOn(Runnable then) {
      whenOver = then;
      open.incrementAndGet();
      timer =
          vertx.setPeriodic(
              NodeClient.HEARTBEAT.toMillis(),
              _ -> {
                if (!out.writeQueueFull()) {
                  write("");
                }
              });
      out.closeHandler(_ -> over());
      out.exceptionHandler(_ -> over());
      if (out.closed()) {
        over();
      }
    }

    /// Lets go of what goes on. A connection that is kept tells nothing of a response that has
    /// ended.
    private void over() {
      if (!isOver) {
        isOver = true;
        vertx.cancelTimer(timer);
        open.decrementAndGet();
        whenOver.run();
      }
    }

    void tell(NodeRequest.Events asked) {
      var writer = new EventWriter(asked);
      out.drainHandler(_ -> writer.drain());
      goOn(writer.feed::close);
      writer.drain();
    }

    void play(Optional<CallHandle> call) {
      var listener = new Playing();
      if (call.isEmpty() || !call.get().listen(listener)) {
        out.end();
        return;
      }
      goOn(() -> call.get().leave(listener));
      write("");
    }

    /// Writes events as they come, and as fast as the other node reads them.
    private final class EventWriter {
      private final AtomicBoolean isWoken = new AtomicBoolean();
      private final EventFeed feed;

      EventWriter(NodeRequest.Events asked) {
        feed = new EventFeed(events, asked, clock, this::wake);
      }

      private void wake() {
        if (isWoken.compareAndSet(false, true)) {
          loop.runOnContext(_ -> drain());
        }
      }

      void drain() {
        isWoken.set(false);
        while (!isOver && !out.writeQueueFull()) {
          Optional<String> line = feed.next();
          if (line.isEmpty()) {
            return;
          }
          write(line.get());
        }
      }
    }

    /// Hears a call on the line's thread. What the other node does not take in time it misses.
    private final class Playing implements AudioListener {
      private final AtomicInteger unsent = new AtomicInteger();

      private void send(char what, Mulaw sound) {
        if (unsent.incrementAndGet() > MOST_UNSENT) {
          unsent.decrementAndGet();
          return;
        }
        String line = what + Base64.getEncoder().encodeToString(sound.bytes());
        loop.runOnContext(
            _ -> {
              unsent.decrementAndGet();
              if (!isOver && !out.writeQueueFull()) {
                write(line);
              }
            });
      }

      @Override
      public void caller(Mulaw frame) {
        send(RemoteCalls.CALLER, frame);
      }

      @Override
      public void agent(Mulaw piece) {
        send(RemoteCalls.AGENT, piece);
      }

      @Override
      public void cleared() {
        send(RemoteCalls.CLEARED, Mulaw.EMPTY);
      }

      @Override
      public void over() {
        loop.runOnContext(
            _ -> {
              if (!isOver) {
                Lines.this.over();
                out.end();
              }
            });
      }
    }
  }
}
