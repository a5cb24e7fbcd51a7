package app.kolan.server.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A compiled JSON Schema (2020-12). Safe to share.
///
/// The one class that initializes the library: loading and compiling take about a tenth of a
/// second, which a start does not have to wait for. See [Parameters].
final class SchemaValidator {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .pathType(PathType.JSON_POINTER)
                      .formatAssertionsEnabled(true)
                      .regularExpressionFactory(BoundedPattern::new)
                      .build()));

  private static final String TYPES =
      "choose string, integer, number, boolean, array, object or null";

  private final ObjectNode schema;
  private final Schema compiled;

  private SchemaValidator(ObjectNode schema, Schema compiled) {
    this.schema = schema;
    this.compiled = compiled;
  }

  /// What the standard's own schema says against a schema; each place may be named twice.
  static List<MalformedSchema.Problem> problemsOf(ObjectNode schema) {
    Schema meta =
        REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    return meta.validate(schema).stream().map(SchemaValidator::problem).toList();
  }

  private static MalformedSchema.Problem problem(Error error) {
    String at = dotted(error.getInstanceLocation());
    JsonNode seen = error.getInstanceNode();
    boolean type = at.equals("type") || at.endsWith(".type");
    return new MalformedSchema.Problem(
        at,
        seen != null && seen.isValueNode() ? seen.asText() : "not as JSON Schema has it",
        type ? TYPES : "JSON Schema says: " + error.getMessage());
  }

  private static String dotted(NodePath path) {
    String pointer = path.toString();
    return pointer.isEmpty()
        ? ""
        : pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
  }

  /// Compiles a schema, which is not changed any more.
  ///
  /// @throws MalformedSchema when it cannot be compiled
  static SchemaValidator of(ObjectNode schema) throws MalformedSchema {
    try {
      Schema compiled = REGISTRY.getSchema(schema);
      compiled.initializeValidators();
      return new SchemaValidator(schema, compiled);
    } catch (SchemaException | IllegalArgumentException e) {
      throw new MalformedSchema(
          List.of(new MalformedSchema.Problem("", "not usable", String.valueOf(e.getMessage()))));
    }
  }

  /// What is wrong with arguments, in words for a model; empty when they are valid.
  Set<String> problemsOfArguments(ObjectNode arguments) {
    var problems = new LinkedHashSet<String>();
    for (Error error : compiled.validate(arguments)) {
      problems.add(ArgumentProblem.of(error, schema));
    }
    return problems;
  }
}
