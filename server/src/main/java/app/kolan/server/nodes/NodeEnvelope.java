package app.kolan.server.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a question travels: sealed for one run of one node, with the time and an identifier, so that
/// it is answered once. The lines of its answer are sealed for that identifier and their number, so
/// that none can be left out, repeated or moved. Safe to share.
public final class NodeEnvelope {
  private static final Duration LONGEST_WAY = Duration.ofMinutes(1);
  private static final int MOST_REMEMBERED = 20_000;
  private static final int ID_BYTES = 16;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private final NodeCipher seal;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /// Those that were opened, and when.
  private final Map<String, Instant> opened =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MOST_REMEMBERED
              || eldest.getValue().isBefore(clock.instant().minus(LONGEST_WAY.multipliedBy(3)));
        }
      };

  /// @param clock that of the nodes
  public NodeEnvelope(NodeCipher seal, InstantSource clock) {
    this.seal = seal;
    this.clock = clock;
  }

  /// A question on its way.
  ///
  /// @param id what its answer is sealed for
  public record Sealed(String id, String text) {}

  /// A question that has arrived.
  public record Opened(String id, NodeRequest question) {}

  /// @param node the run of the one that is asked
  public Sealed seal(NodeRequest question, String node) {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    ObjectNode form = question.form().put("id", id).put("at", clock.instant().toEpochMilli());
    return new Sealed(id, seal.seal(form.toString(), purpose(node)));
  }

  /// Null for what is none, is too old, or was opened before.
  public @Nullable Opened open(String text, String node) {
    String plain = seal.open(text, purpose(node));
    JsonNode form = plain == null ? null : NodeRequest.parse(plain);
    NodeRequest question = form == null ? null : NodeRequest.read(form);
    if (form == null || question == null) {
      return null;
    }
    String id = form.path("id").asText();
    Instant at = Instant.ofEpochMilli(form.path("at").asLong());
    boolean isFresh =
        Duration.between(at, clock.instant()).abs().compareTo(LONGEST_WAY) < 0
            && ID.matcher(id).matches();
    return isFresh && isFirst(id) ? new Opened(id, question) : null;
  }

  private boolean isFirst(String id) {
    synchronized (opened) {
      return opened.putIfAbsent(id, clock.instant()) == null;
    }
  }

  /// @param number of the line, from 0
  public String sealLine(String id, long number, String line) {
    return seal.seal(line, "node-answer/%s/%d".formatted(id, number));
  }

  /// Null for another than this one.
  public @Nullable String openLine(String id, long number, String sealed) {
    return seal.open(sealed, "node-answer/%s/%d".formatted(id, number));
  }

  private static String purpose(String node) {
    return "node-question/" + node;
  }
}
