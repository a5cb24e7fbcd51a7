package app.kolan.server.nodes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks other nodes, at their management ports. Safe to share.
public final class NodeClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeClient.class);

  /// Where a node is asked, below its address.
  public static final String PATH = "/nodes/ask";

  /// How often at least an answer that goes on has a line.
  public static final Duration HEARTBEAT = Duration.ofSeconds(4);

  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration SILENCE = HEARTBEAT.multipliedBy(3);

  private final NodeEnvelope envelope;

  /// Opened for the first question, which a start does not wait for.
  private @Nullable HttpClient http;

  private final ScheduledExecutorService silence =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("node-silence").factory());

  public NodeClient(NodeEnvelope envelope) {
    this.envelope = envelope;
  }

  /// Asks for one line. Blocks for two seconds at most.
  ///
  /// @return empty when the node cannot be reached, or has no answer
  public Optional<String> ask(Node node, NodeRequest question) {
    var line = new CompletableFuture<Optional<String>>();
    try (Answer _ =
        listen(
            node,
            question,
            text -> line.complete(Optional.of(text)),
            () -> line.complete(Optional.empty()))) {
      return line.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /// Asks for lines from now on. Does not wait.
  ///
  /// @param lines receives each, in order, on a thread of the client's; must not block
  /// @param end is called once, when there are no more for whatever reason but [Answer#close]
  public Answer listen(Node node, NodeRequest question, Consumer<String> lines, Runnable end) {
    String address = node.address();
    NodeEnvelope.Sealed sealed = envelope.seal(question, node.id());
    var answer = new Answer(sealed.id(), lines, end);
    if (address == null) {
      answer.over();
      return answer;
    }
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://" + address + PATH))
              .POST(HttpRequest.BodyPublishers.ofString(sealed.text()))
              .timeout(ANSWER)
              .build();
      var _ =
          http()
              .sendAsync(
                  request,
                  info ->
                      info.statusCode() == 200
                          ? BodyHandlers.fromLineSubscriber(answer).apply(info)
                          : HttpResponse.BodySubscribers.replacing(null))
              .whenComplete((_, _) -> answer.over());
    } catch (IllegalArgumentException e) {
      LOG.atWarn()
          .addKeyValue("node", node.id())
          .addKeyValue("address", address)
          .log("a node cannot be asked: its address is none");
      answer.over();
    }
    return answer;
  }

  private synchronized HttpClient http() {
    if (http == null) {
      http =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT)
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
    }
    return http;
  }

  /// An answer whose lines come.
  public final class Answer implements Flow.Subscriber<String>, AutoCloseable {
    private final String id;
    private final Consumer<String> lines;
    private final Runnable end;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final ScheduledFuture<?> look;
    private Flow.@Nullable Subscription subscription;
    private long number;
    private volatile long heardAt = System.nanoTime();

    private Answer(String id, Consumer<String> lines, Runnable end) {
      this.id = id;
      this.lines = lines;
      this.end = end;
      long pause = HEARTBEAT.toMillis();
      look = silence.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    /// A node that is frozen or cut off says nothing and closes nothing.
    private void look() {
      if (System.nanoTime() - heardAt > SILENCE.toNanos()) {
        over();
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      synchronized (this) {
        subscription = given;
      }
      if (isOver.get()) {
        given.cancel();
      } else {
        given.request(Long.MAX_VALUE);
      }
    }

    @Override
    public void onNext(String sealed) {
      heardAt = System.nanoTime();
      String line = envelope.openLine(id, number++, sealed);
      if (line == null) {
        over();
      } else if (!line.isEmpty() && !isOver.get()) {
        lines.accept(line);
      }
    }

    @Override
    public void onError(Throwable failure) {
      over();
    }

    @Override
    public void onComplete() {
      over();
    }

    private void over() {
      if (isOver.compareAndSet(false, true)) {
        cancel();
        end.run();
      }
    }

    /// Whether no more lines come.
    public boolean isOver() {
      return isOver.get();
    }

    /// Asks for no more.
    @Override
    public void close() {
      if (isOver.compareAndSet(false, true)) {
        cancel();
      }
    }

    private void cancel() {
      look.cancel(false);
      synchronized (this) {
        if (subscription != null) {
          subscription.cancel();
        }
      }
    }
  }

  @Override
  public void close() {
    silence.shutdownNow();
    synchronized (this) {
      if (http != null) {
        http.shutdownNow();
      }
    }
  }
}
