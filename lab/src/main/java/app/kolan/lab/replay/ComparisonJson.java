package app.kolan.lab.replay;

import app.kolan.server.calltrace.TapeHeader;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// A comparison as JSON, for a script.
public final class ComparisonJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReplayComparison comparison;
  private final boolean everything;

  /// @param everything whether to include what is the same
  public ComparisonJson(ReplayComparison comparison, boolean everything) {
    this.comparison = comparison;
    this.everything = everything;
  }

  /// One object, indented.
  public String text() {
    TapeHeader header = comparison.tape().header();
    ObjectNode json = JSON.createObjectNode();
    json.put("same", comparison.isSame())
        .put("call", header.call().value())
        .put("kolan", header.kolan())
        .put("kind", header.kind().word())
        .put("mode", header.mode().name().toLowerCase(Locale.ROOT))
        .put("tolerance", comparison.tolerance());
    ArrayNode notes = json.putArray("notes");
    comparison.notes().forEach(notes::add);
    ArrayNode rows = json.putArray(everything ? "rows" : "differences");
    for (ComparisonRow row : comparison.rows()) {
      if (everything || !row.isSame()) {
        add(rows, row);
      }
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  private static void add(ArrayNode rows, ComparisonRow row) {
    ObjectNode json =
        rows.addObject()
            .put("second", row.place().millis() / 1000.0)
            .put("frame", row.place().frames())
            .put("kind", row.kind())
            .put("tape", row.tape())
            .put("build", row.build());
    ArrayNode differences = json.putArray("differences");
    row.differences().forEach(differences::add);
  }
}
