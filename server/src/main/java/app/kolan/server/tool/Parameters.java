package app.kolan.server.tool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// What a tool may be told: named values, as a JSON schema (2020-12) describes them. Safe to share.
public final class Parameters {
  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(100).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// A tool that is told nothing.
  public static final Parameters NONE = of();

  private static final int MOST_LETTERS = 32 * 1024;
  private static final int MOST_PROBLEMS = 40;

  private final ObjectNode schema;
  private final Schema compiled;

  /// @param schema of type `object`, checked; not changed any more
  Parameters(ObjectNode schema, Schema compiled) {
    this.schema = schema;
    this.compiled = compiled;
  }

  public static Parameters of(Parameter... parameters) {
    try {
      return read(SchemaWriter.write(List.of(parameters)));
    } catch (MalformedSchema e) {
      throw new IllegalArgumentException("the parameters make no schema", e);
    }
  }

  /// Reads a JSON schema of type `object`.
  ///
  /// @throws MalformedSchema when it is none, or says more than is understood here
  public static Parameters read(String schema) throws MalformedSchema {
    return SchemaReader.read(schema);
  }

  /// The JSON schema, as text.
  public String schema() {
    return schema.toString();
  }

  /// Reads what a model wrote. Null stands for a value that is left out, and no text at all for no
  /// values.
  ///
  /// @throws InvalidArguments for anything that is not what the parameters ask for; its message is
  ///   for the model
  public Arguments take(String written) throws InvalidArguments {
    if (written.length() > MOST_LETTERS) {
      throw new InvalidArguments("they are too long");
    }
    JsonNode root;
    try {
      root = JSON.readTree(written.isBlank() ? "{}" : written);
    } catch (JsonProcessingException e) {
      throw new InvalidArguments("they are not JSON");
    }
    if (!(root instanceof ObjectNode given)) {
      throw new InvalidArguments("they are not a JSON object");
    }
    var problems = new LinkedHashSet<String>();
    var cleaner = new ArgumentCleaner(schema, problems);
    ObjectNode arguments = cleaner.clean(given);
    if (problems.isEmpty()) {
      compiled.validate(arguments).stream()
          .map(error -> ArgumentProblem.of(error, schema))
          .forEach(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new InvalidArguments(
          String.join(
              "; ",
              new ArrayList<>(problems).subList(0, Math.min(problems.size(), MOST_PROBLEMS))));
    }
    return new Arguments(arguments, schema.path("properties"));
  }
}
