package app.kolan.stubs.stt;

import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.StubRequest;
import app.kolan.stubs.StubSocket;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/// Deepgram's live streaming: `wss://api.deepgram.com/v1/listen`.
///
/// Source: developers.deepgram.com, "Live audio", "Finalize", "Audio keep alive" and
/// "Troubleshooting WebSocket, NET, and DATA errors".
public final class DeepgramStub extends ProviderStub {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int INTERIM = Mulaw.RATE / 2;
  private static final long PAUSE = 3L * Mulaw.RATE / 10;
  private static final String REQUEST_ID = "3f6c1c50-0f0e-4d0c-9f53-2d3c4b5a6978";

  private final KnownClips clips;
  private final String key;
  private volatile boolean silentOnNothing;
  private volatile Duration idleLimit = Duration.ofSeconds(10);

  public DeepgramStub(KnownClips clips, String key) {
    this.clips = clips;
    this.key = key;
  }

  /// From now on a `Finalize` is not answered when nothing was said since the last final, which the
  /// provider's documentation allows.
  public void silentOnNothing() {
    silentOnNothing = true;
  }

  /// How long a connection may be without audio and keep-alives before it is closed with NET-0001.
  public void idleLimit(Duration limit) {
    idleLimit = limit;
  }

  @Override
  protected int judge(StubRequest handshake) {
    if (!handshake.header("Authorization").equals("Token " + key)) {
      return 401;
    }
    boolean good =
        handshake.path().equals("/v1/listen")
            && !handshake.query().getOrDefault("model", "").isEmpty()
            && handshake.query().getOrDefault("encoding", "").equals("mulaw")
            && handshake.query().getOrDefault("sample_rate", "").equals("8000");
    return good ? 101 : 400;
  }

  @Override
  protected boolean talk(StubSocket talk) {
    new Listening(talk);
    return true;
  }

  /// One connection.
  private final class Listening {
    private final StubSocket talk;
    private final ClipRecognizer segmenter = new ClipRecognizer(clips);
    private final long endpointing;
    private final long utteranceEnd;
    private final boolean interims;
    private long lastWordEnd = -1;
    private int arrivals;

    Listening(StubSocket talk) {
      this.talk = talk;
      this.endpointing = samples("endpointing");
      this.utteranceEnd = samples("utterance_end_ms");
      this.interims =
          talk.handshake().query().getOrDefault("interim_results", "false").equals("true");
      talk.onBinary(this::hear);
      talk.onText(this::read);
      watch();
    }

    private long samples(String parameter) {
      String value = talk.handshake().query().getOrDefault(parameter, "");
      return value.matches("\\d{1,5}") ? Long.parseLong(value) * Mulaw.RATE / 1000 : 0;
    }

    private void watch() {
      int before = arrivals;
      talk.after(
          idleLimit.toMillis(),
          () -> {
            if (arrivals == before) {
              talk.close(1011, "NET-0001");
            } else {
              watch();
            }
          });
    }

    private void hear(byte[] audio) {
      arrivals++;
      if (audio.length == 0) {
        talk.close(1008, "DATA-0000");
      } else {
        segmenter.hear(Mulaw.of(audio), this::afterFrame);
      }
    }

    private void afterFrame() {
      if (endpointing > 0 && segmenter.spoken() && isOver()) {
        finish(false);
      } else if (interims
          && segmenter.heard() % (segmenter.spoken() ? INTERIM : 2 * INTERIM) == 0) {
        talk.send(results(segmenter.soFar(), false, false, false));
      }
      if (utteranceEnd > 0 && lastWordEnd >= 0 && segmenter.heard() - lastWordEnd >= utteranceEnd) {
        talk.send(
            "{\"type\":\"UtteranceEnd\",\"channel\":[0,1],\"last_word_end\":%s}"
                .formatted(seconds(lastWordEnd)));
        lastWordEnd = -1;
      }
    }

    /// A speaker pauses between his words: a short silence ends what is known as a whole, a longer
    /// one anything.
    private boolean isOver() {
      long silent = segmenter.silent();
      return silent >= Math.max(endpointing, PAUSE) || silent >= endpointing && segmenter.isWhole();
    }

    private void finish(boolean fromFinalize) {
      long wordEnd = segmenter.heard() - segmenter.silent();
      ClipRecognizer.Stretch stretch = segmenter.finish();
      if (!stretch.words().isEmpty()) {
        lastWordEnd = wordEnd;
      }
      talk.send(results(stretch, true, !fromFinalize, fromFinalize));
    }

    private void read(String text) {
      arrivals++;
      String type;
      try {
        type = JSON.readTree(text).path("type").asText();
      } catch (JsonProcessingException e) {
        talk.close(1008, "DATA-0000");
        return;
      }
      switch (type) {
        case "Finalize" -> {
          if (segmenter.spoken() || !silentOnNothing) {
            finish(true);
          }
        }
        case "CloseStream" -> {
          finish(false);
          talk.send(
              "{\"type\":\"Metadata\",\"transaction_key\":\"deprecated\",\"request_id\":\"%s\",\"duration\":%s,\"channels\":1}"
                  .formatted(REQUEST_ID, seconds(segmenter.heard())));
          talk.close(1000, "");
        }
        default -> {
          // KeepAlive is not answered
        }
      }
    }
  }

  private static String results(
      ClipRecognizer.Stretch stretch, boolean isFinal, boolean speechFinal, boolean fromFinalize) {
    ObjectNode results = JSON.createObjectNode().put("type", "Results");
    results.putArray("channel_index").add(0).add(1);
    results.put("duration", seconds(stretch.to() - stretch.from()));
    results.put("start", seconds(stretch.from()));
    results.put("is_final", isFinal).put("speech_final", speechFinal);
    ObjectNode alternative =
        results
            .putObject("channel")
            .putArray("alternatives")
            .addObject()
            .put("transcript", stretch.words())
            .put("confidence", stretch.words().isEmpty() ? 0.0 : 0.98);
    words(alternative.putArray("words"), stretch);
    ObjectNode metadata = results.putObject("metadata").put("request_id", REQUEST_ID);
    metadata
        .putObject("model_info")
        .put("name", "general-nova-3")
        .put("version", "2026-02-03.0")
        .put("arch", "nova-3");
    metadata.put("model_uuid", "7ab3b2a1-5d8e-4a43-9a6a-0b4bb1f9d0d1");
    return results.put("from_finalize", fromFinalize).toString();
  }

  private static void words(ArrayNode words, ClipRecognizer.Stretch stretch) {
    if (stretch.words().isEmpty()) {
      return;
    }
    String[] all = stretch.words().split(" ", -1);
    for (int i = 0; i < all.length; i++) {
      long span = (stretch.to() - stretch.from()) / all.length;
      words
          .addObject()
          .put("word", all[i].replaceAll("[.,?!]", ""))
          .put("start", seconds(stretch.from() + i * span))
          .put("end", seconds(stretch.from() + (i + 1) * span))
          .put("confidence", 0.98)
          .put("punctuated_word", all[i]);
    }
  }

  private static double seconds(long samples) {
    return samples / (double) Mulaw.RATE;
  }
}
