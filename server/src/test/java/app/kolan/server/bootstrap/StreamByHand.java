package app.kolan.server.bootstrap;

import app.kolan.server.Await;
import app.kolan.twilio.audio.Mulaw;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/// Twilio's end of a stream on a stock WebSocket library, its messages written by hand.
public final class StreamByHand extends WebSocketClient {
  private static final Pattern MARK = Pattern.compile("\"event\":\"mark\".*\"name\":\"([^\"]*)\"");
  private static final long FRAME_NANOS = Duration.ofMillis(20).toNanos();

  final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final String callSid;
  private String streamSid;
  private boolean returnsMarks = true;
  private long sequence;
  private long frames;

  StreamByHand(URI uri, Map<String, String> headers, String callSid) {
    super(uri, headers);
    this.callSid = callSid;
    this.streamSid = callSid.replaceFirst("CA", "MZ");
  }

  /// Opens a socket that is signed over the public URL.
  public static StreamByHand open(TwilioByHand twilio, String path, String callSid)
      throws Exception {
    String publicUrl = twilio.publicBase().replaceFirst("https", "wss") + path;
    return open(twilio, path, callSid, twilio.signature(publicUrl, Map.of()));
  }

  public static StreamByHand open(
      TwilioByHand twilio, String path, String callSid, @Nullable String signature)
      throws Exception {
    var headers = new HashMap<String, String>();
    headers.put("User-Agent", "Twilio.TmeWs/1.0");
    headers.put("X-Forwarded-Proto", "https");
    headers.put("X-Forwarded-Host", "phone.example.com");
    if (signature != null) {
      headers.put("x-twilio-signature", signature);
    }
    var stream =
        new StreamByHand(URI.create("ws://127.0.0.1:" + twilio.port() + path), headers, callSid);
    stream.connectBlocking(60, TimeUnit.SECONDS);
    return stream;
  }

  /// Gives the stream another name than that of the call's first one.
  void isStream(String sid) {
    streamSid = sid;
  }

  /// Does not send back any mark from here on.
  void losesMarks() {
    returnsMarks = false;
  }

  public void start(String ticket) {
    start(ticket, TwilioByHand.ACCOUNT, 1);
  }

  void start(String ticket, String account, long business) {
    send("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
    send(
        """
        {"event":"start","sequenceNumber":"%d","start":{"accountSid":"%s","streamSid":"%s",\
        "callSid":"%s","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw",\
        "sampleRate":8000,"channels":1},"customParameters":{"business_id":"%d","ticket":"%s"}},\
        "streamSid":"%s"}"""
            .formatted(++sequence, account, streamSid, callSid, business, ticket, streamSid));
  }

  /// Sends audio in frames of 20 ms, as fast as they go.
  public void speak(Mulaw audio) {
    for (int at = 0; at < audio.length(); at += Mulaw.FRAME) {
      frames++;
      send(
          """
          {"event":"media","sequenceNumber":"%d","media":{"track":"inbound","chunk":"%d",\
          "timestamp":"%d","payload":"%s"},"streamSid":"%s"}"""
              .formatted(
                  ++sequence,
                  frames,
                  frames * 20,
                  audio.slice(at, at + Mulaw.FRAME).base64(),
                  streamSid));
    }
  }

  /// Sends a frame of silence now and then, just enough for a line that is not given up: the
  /// caller's frames are the clock, and so little time passes. What else is said is said on the
  /// same thread.
  void staysOn(ScheduledExecutorService line) {
    var _ =
        line.scheduleAtFixedRate(() -> speak(Mulaw.SILENT_FRAME), 200, 200, TimeUnit.MILLISECONDS);
  }

  void press(char digit) {
    send(
        """
        {"event":"dtmf","streamSid":"%s","sequenceNumber":"%d",\
        "dtmf":{"track":"inbound_track","digit":"%s"}}"""
            .formatted(streamSid, ++sequence, digit));
  }

  void stop() {
    send(
        """
        {"event":"stop","sequenceNumber":"%d","stop":{"accountSid":"%s","callSid":"%s"},\
        "streamSid":"%s"}"""
            .formatted(++sequence, TwilioByHand.ACCOUNT, callSid, streamSid));
  }

  /// The next message with this event; others are passed over.
  public String awaitEvent(String event) throws InterruptedException {
    while (true) {
      String message = received.poll(60, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no " + event + " came");
      }
      if (isEvent(event, message)) {
        return message;
      }
    }
  }

  /// The next message with this event, while the caller is silent. For what comes only after a
  /// silence: one that is sent in a burst may be over before the agent begins to measure it, and
  /// its clock, which is the caller's frames, stands still from then on.
  String awaitInSilence(String event) {
    var found = new AtomicReference<String>();
    silentUntil(
        event + " comes",
        () -> {
          String message = received.poll();
          while (message != null && !isEvent(event, message)) {
            message = received.poll();
          }
          found.set(message);
          return message != null;
        });
    return found.get();
  }

  /// Is silent until something is so, at the pace of a telephone: a silence that is sent faster
  /// than that makes a caller who says nothing for minutes, whom the agent gives up, of one who
  /// waits some seconds for another thread or server.
  void silentUntil(String what, BooleanSupplier isSo) {
    var next = new AtomicLong(System.nanoTime());
    Await.until(
        what,
        () -> {
          if (System.nanoTime() - next.get() >= 0) {
            next.addAndGet(FRAME_NANOS);
            sayNothing();
          }
          return isSo.getAsBoolean();
        });
  }

  private void sayNothing() {
    try {
      speak(Mulaw.SILENT_FRAME);
    } catch (WebsocketNotConnectedException closed) {
      // Whoever waits for the close has it.
    }
  }

  private static boolean isEvent(String event, String message) {
    return message.contains("\"event\":\"" + event + "\"");
  }

  int awaitClose() throws Exception {
    return closed.get(60, TimeUnit.SECONDS);
  }

  @Override
  public void onMessage(String message) {
    received.add(message);
    Matcher mark = MARK.matcher(message);
    if (returnsMarks && mark.find()) {
      send(
          """
          {"event":"mark","sequenceNumber":"%d","streamSid":"%s","mark":{"name":"%s"}}"""
              .formatted(++sequence, streamSid, mark.group(1)));
    }
  }

  @Override
  public void onOpen(ServerHandshake handshake) {}

  @Override
  public void onClose(int code, String reason, boolean remote) {
    closed.complete(code);
  }

  @Override
  public void onError(Exception e) {
    if (!isOpen()) {
      closed.complete(-1);
    }
  }
}
