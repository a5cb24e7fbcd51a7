package app.kolan.server.aftercall;

import app.kolan.server.business.Business;
import app.kolan.server.business.LeadField;
import app.kolan.server.crm.PlainText;
import app.kolan.server.provider.WrittenLanguage;
import app.kolan.server.tool.Arguments;
import app.kolan.server.tool.InvalidArguments;
import app.kolan.server.tool.MalformedSchema;
import app.kolan.server.tool.Parameters;
import app.kolan.server.tool.ToolSpec;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a language model is asked for about a call of a business, and what it may answer: a tool
/// call whose arguments keep a JSON schema. The tool does nothing; whatever a caller dictates, the
/// answer can change nothing but the texts of the summary and the fields of the business.
final class SummaryForm {
  static final String TOOL = "write_summary";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INSTRUCTIONS = read("/instructions/summary.txt");
  private static final String SUMMARY = "summary";
  private static final String SUBJECT = "subject";
  private static final String FIELDS = "fields";
  private static final int MOST_OF_SUMMARY = 800;
  private static final int MOST_OF_SUBJECT = 120;

  private final Business business;
  private final List<LeadField> fields;
  private final Parameters parameters;

  SummaryForm(Business business) {
    this.business = business;
    fields = business.profile().fields();
    try {
      parameters = Parameters.read(schema(fields).toString());
    } catch (MalformedSchema e) {
      throw new IllegalStateException("the schema of summaries is none", e);
    }
  }

  /// An answer that fits.
  record Answer(String summary, Optional<String> subject, Map<String, String> fields) {
    @Override
    public String toString() {
      return "Answer[***]";
    }
  }

  String instructions() {
    return INSTRUCTIONS
        .replace("{business}", business.name())
        .replace("{language}", business.locale().languageName())
        .replace("{tool}", TOOL);
  }

  ToolSpec tool() {
    return new ToolSpec(TOOL, "Writes down what the call was about.", parameters.schema());
  }

  /// Reads what a model wrote.
  ///
  /// @throws InvalidArguments when the schema is not kept; its message is for the model
  Answer take(String written) throws InvalidArguments, UnusableAnswer {
    Arguments arguments = parameters.take(written);
    String summary = SummaryWithoutModel.plain(arguments.text(SUMMARY).orElse(""), MOST_OF_SUMMARY);
    if (summary.isEmpty()) {
      throw new UnusableAnswer("the summary is empty");
    }
    if (business.locale().language().startsWith("he") && !hasHebrew(summary)) {
      throw new UnusableAnswer("the summary is not in Hebrew");
    }
    return new Answer(
        summary,
        arguments
            .text(SUBJECT)
            .map(subject -> SummaryWithoutModel.plain(subject, MOST_OF_SUBJECT))
            .filter(subject -> !subject.isEmpty() && isReadable(subject)),
        values(arguments));
  }

  /// The schema is kept but for what it cannot say.
  static final class UnusableAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableAnswer(String problem) {
      super(problem, null, false, false);
    }
  }

  private Map<String, String> values(Arguments arguments) throws UnusableAnswer {
    var values = new TreeMap<String, String>();
    JsonNode given = json(arguments).path(FIELDS);
    for (LeadField field : fields) {
      JsonNode value = given.path(field.name());
      String text = value.isNumber() ? value.decimalValue().toPlainString() : value.asText("");
      if (!PlainText.of(text).isEmpty()) {
        values.put(
            field.name(),
            field
                .stored(PlainText.of(text))
                .orElseThrow(
                    () ->
                        new UnusableAnswer(
                            "the field %s does not fit: %s"
                                .formatted(field.name(), field.remedy()))));
      }
    }
    return values;
  }

  private static JsonNode json(Arguments arguments) {
    try {
      return JSON.readTree(arguments.json());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("arguments are JSON", e);
    }
  }

  /// Whether a subject is not in the letters of another language than the business's; names may be
  /// in Latin ones.
  private boolean isReadable(String subject) {
    WrittenLanguage written = WrittenLanguage.of(subject);
    return written == WrittenLanguage.ENGLISH
        || WrittenLanguage.ofTag(business.locale().language())
            .map(own -> own == written)
            .orElse(true);
  }

  private static boolean hasHebrew(String text) {
    return text.chars().anyMatch(c -> c >= 'א' && c <= 'ת');
  }

  static ObjectNode schema(List<LeadField> fields) {
    ObjectNode schema = object();
    ObjectNode properties = schema.putObject("properties");
    properties
        .putObject(SUMMARY)
        .put("type", "string")
        .put("description", "What the caller wants and what was agreed, in two or three sentences.")
        .put("minLength", 1)
        .put("maxLength", MOST_OF_SUMMARY);
    properties
        .putObject(SUBJECT)
        .put("type", "string")
        .put("description", "The reason for the call, in a few words.")
        .put("maxLength", MOST_OF_SUBJECT);
    if (!fields.isEmpty()) {
      ObjectNode own = object();
      ObjectNode values = own.putObject("properties");
      for (LeadField field : fields) {
        values.set(field.name(), field(field));
      }
      properties.set(FIELDS, own);
    }
    schema.putArray("required").add(SUMMARY);
    return schema;
  }

  private static ObjectNode field(LeadField field) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("description", field.label());
    switch (field.kind()) {
      case TEXT -> schema.put("type", "string").put("maxLength", 2000);
      case NUMBER -> schema.put("type", "number");
      case DATE ->
          schema
              .put("type", "string")
              .put("format", "date")
              .put("description", field.label() + ", as 2026-11-29");
      case CHOICE -> {
        ArrayNode choices = schema.put("type", "string").putArray("enum");
        field.choices().forEach(choices::add);
      }
    }
    return schema;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "object")
        .put("additionalProperties", false);
  }

  private static String read(String resource) {
    try (InputStream in = SummaryForm.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the instructions belong to the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
