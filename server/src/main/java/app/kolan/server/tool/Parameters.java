package app.kolan.server.tool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a tool may be told: named values, as a JSON schema (2020-12) describes them. Safe to share.
///
/// A schema that somebody wrote is compiled as it is read, so that its problems are known at once.
/// That of a [ToolSpec] was checked before; it is compiled by [#compile()] or the first arguments,
/// which keeps the library out of the start.
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

  /// A tool without parameters.
  public static final Parameters NONE = of();

  private static final int MOST_LETTERS = 32 * 1024;
  private static final int MOST_PROBLEMS = 40;

  private final ObjectNode schema;
  private @Nullable SchemaValidator compiled;

  /// @param schema of type `object`, checked; not changed any more
  /// @param compiled null to compile it when it is first needed
  Parameters(ObjectNode schema, @Nullable SchemaValidator compiled) {
    this.schema = schema;
    this.compiled = compiled;
  }

  public static Parameters of(Parameter... parameters) {
    try {
      return SchemaReader.readChecked(SchemaWriter.write(List.of(parameters)));
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

  /// Reads the schema of a [ToolSpec], which was checked when the spec was made.
  ///
  /// @throws MalformedSchema when it is none, as far as that is seen without compiling it
  static Parameters readChecked(String schema) throws MalformedSchema {
    return SchemaReader.readChecked(schema);
  }

  /// Compiles the schema if that was not done before, so that the first arguments need not wait.
  ///
  /// @throws MalformedSchema when the schema is none after all
  void compile() throws MalformedSchema {
    compiled();
  }

  private synchronized SchemaValidator compiled() throws MalformedSchema {
    SchemaValidator validator = compiled;
    if (validator == null) {
      validator = SchemaValidator.of(schema);
      compiled = validator;
    }
    return validator;
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
      try {
        problems.addAll(compiled().problemsOfArguments(arguments));
      } catch (MalformedSchema e) {
        throw new InvalidArguments("nobody can tell: the tool's schema is broken");
      }
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
