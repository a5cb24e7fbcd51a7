package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.api.ApiProblem.Mistake;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `api/openapi.yaml`: which operations there are, and what a request and an answer look like. A
/// schema is compiled when it is first used. Safe to share.
final class Contract {
  static final String BASE = "/api/v1";

  /// Deeper than anything in the contract, and as deep as YAML may be.
  private static final int DEEPEST = 50;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
              .build());
  private static final String COMPONENTS = "/components/schemas/";

  /// Where the components stand in a schema that is compiled.
  private static final String DEFINED = "/$defs/";

  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
  private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .pathType(PathType.JSON_POINTER)
                      .formatAssertionsEnabled(true)
                      .build()));

  private static @Nullable Contract shipped;

  private final ObjectNode document;
  private final List<Entry> entries;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private Contract(ObjectNode document) {
    this.document = document;
    var found = new ArrayList<Entry>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (String method : METHODS) {
        JsonNode operation = path.getValue().path(method);
        if (operation.isObject()) {
          found.add(entry(path.getKey(), path.getValue(), method, operation));
        }
      }
    }
    entries = List.copyOf(found);
  }

  /// An operation.
  ///
  /// @param permission a scope, `self` for anybody who is known, `person` for who has signed in, or
  ///   `public`; empty when the contract has none, which denies it
  /// @param visible whether it shows what one may see of all businesses
  record Entry(
      String id,
      String method,
      String template,
      Pattern path,
      List<String> names,
      String permission,
      boolean visible,
      List<JsonNode> parameters,
      JsonNode operation) {
    boolean isOfBusiness() {
      return names.contains("business");
    }

    boolean isStream() {
      return operation.at("/responses/200/content").has("text/event-stream");
    }

    /// Whether a person must have signed in a moment ago.
    boolean needsFreshSession() {
      return operation.path("x-fresh").asBoolean();
    }

    boolean takesBody() {
      return operation.has("requestBody");
    }

    /// Whether the body is a file of bytes rather than a text.
    boolean takesFile() {
      JsonNode content = operation.at("/requestBody/content");
      return content.has("audio/wav") || content.has("application/pdf");
    }

    boolean hasParameter(String name) {
      return parameters.stream().anyMatch(each -> each.path("name").asText().equals(name));
    }
  }

  /// The contract of this Kolan, which is read when it is first asked for.
  static synchronized Contract shipped() {
    Contract known = shipped;
    if (known == null) {
      known = load();
      shipped = known;
    }
    return known;
  }

  private static Contract load() {
    try (InputStream file = Contract.class.getResourceAsStream("/api/openapi.yaml")) {
      if (file == null) {
        throw new IllegalStateException("the API's contract is missing");
      }
      return new Contract((ObjectNode) new ObjectMapper(new YAMLFactory()).readTree(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Entry entry(String template, JsonNode path, String method, JsonNode operation) {
    var names = new ArrayList<String>();
    Matcher matcher = PARAMETER.matcher(template);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    var parameters = new ArrayList<JsonNode>();
    path.path("parameters").forEach(each -> parameters.add(resolved(each)));
    operation.path("parameters").forEach(each -> parameters.add(resolved(each)));
    return new Entry(
        operation.path("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        template,
        Pattern.compile(PARAMETER.matcher(template).replaceAll("([^/]+)")),
        List.copyOf(names),
        operation.path("x-permission").asText(""),
        operation.path("x-scope").asText("").equals("visible"),
        List.copyOf(parameters),
        operation);
  }

  /// What a reference within the contract refers to; another node is what it is.
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  List<Entry> entries() {
    return entries;
  }

  /// As it is served.
  String json() {
    return document.toString();
  }

  /// The operations of a path below [#BASE], by their methods.
  Map<String, Entry> at(String path) {
    var found = new LinkedHashMap<String, Entry>();
    for (Entry entry : entries) {
      if (entry.path().matcher(path).matches()) {
        found.put(entry.method(), entry);
      }
    }
    return found;
  }

  static Map<String, String> pathParameters(Entry entry, String path) {
    Matcher matcher = entry.path().matcher(path);
    var values = new HashMap<String, String>();
    if (matcher.matches()) {
      for (int i = 0; i < entry.names().size(); i++) {
        values.put(entry.names().get(i), matcher.group(i + 1));
      }
    }
    return values;
  }

  /// Judges a request's parameters.
  ///
  /// @throws ApiProblem with the places
  void judgeParameters(
      Entry entry,
      Map<String, String> path,
      Map<String, String> query,
      Map<String, String> headers) {
    var mistakes = new ArrayList<Mistake>();
    for (JsonNode parameter : entry.parameters()) {
      String name = parameter.path("name").asText();
      String in = parameter.path("in").asText();
      String value =
          switch (in) {
            case "path" -> path.get(name);
            case "query" -> query.get(name);
            default -> headers.get(name.toLowerCase(Locale.ROOT));
          };
      if (value == null) {
        if (parameter.path("required").asBoolean()) {
          if (name.equals("If-Match")) {
            throw new ApiProblem(
                Kind.CONDITION_NEEDED,
                "Send If-Match with the ETag from which the change was made, or *.");
          }
          mistakes.add(new Mistake(name, "not there", "it is required"));
        }
        continue;
      }
      List<Error> errors =
          compiled(parameter.path("schema")).validate(typed(parameter.path("schema"), value));
      if (!errors.isEmpty() && in.equals("path")) {
        throw ApiProblem.unknown(name);
      }
      errors.forEach(error -> mistakes.add(new Mistake(name, "unusable", error.getMessage())));
    }
    for (String name : query.keySet()) {
      if (!entry.hasParameter(name)) {
        mistakes.add(new Mistake("?", "an unknown parameter", "see /api/v1/openapi.json"));
      }
    }
    if (!mistakes.isEmpty()) {
      throw new ApiProblem(Kind.MALFORMED, "A parameter cannot be used.", mistakes);
    }
  }

  private static JsonNode typed(JsonNode schema, String value) {
    if (schema.path("type").asText().equals("integer")) {
      try {
        long number = Long.parseLong(value);
        return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
      } catch (NumberFormatException _) {
        return TextNode.valueOf(value);
      }
    }
    return TextNode.valueOf(value);
  }

  /// Reads and judges a body.
  ///
  /// @throws ApiProblem with the places
  JsonNode readBody(Entry entry, String type, String text) {
    JsonNode content = entry.operation().path("requestBody").path("content");
    String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!content.has(media)) {
      var names = new ArrayList<String>();
      content.fieldNames().forEachRemaining(names::add);
      throw new ApiProblem(Kind.MEDIA_TYPE, "Send the body as " + String.join(" or ", names) + ".");
    }
    if (media.startsWith("audio/")) {
      return MissingNode.getInstance();
    }
    if (!media.equals("application/json")) {
      return TextNode.valueOf(text);
    }
    JsonNode body;
    try {
      body = JSON.readTree(text);
    } catch (StreamConstraintsException _) {
      throw new ApiProblem(
          Kind.MALFORMED,
          "The body is nested deeper than %d levels, or has too long a name or number."
              .formatted(DEEPEST));
    } catch (JsonProcessingException e) {
      throw new ApiProblem(
          Kind.MALFORMED,
          "The body is no JSON: line %d, column %d."
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
    List<Error> errors = compiled(content.path(media).path("schema")).validate(body);
    if (!errors.isEmpty()) {
      throw new ApiProblem(
          Kind.INVALID,
          "The body does not fit the contract.",
          errors.stream().map(this::mistake).toList());
    }
    return body;
  }

  private Mistake mistake(Error error) {
    String at = error.getInstanceLocation().toString();
    return new Mistake(at.isEmpty() ? "/" : at, "unusable", remedy(error));
  }

  /// Who writes a name that there is not learns which there are.
  private String remedy(Error error) {
    String at = error.getSchemaLocation().getFragment().toString();
    JsonNode known =
        "additionalProperties".equals(error.getKeyword()) && at.startsWith(DEFINED)
            ? document
                .at(COMPONENTS + at.substring(DEFINED.length(), at.lastIndexOf('/')))
                .path("properties")
            : MissingNode.getInstance();
    return known.isEmpty()
        ? error.getMessage()
        : "there is no '%s' here; there are %s"
            .formatted(
                error.getProperty(),
                String.join(", ", known.propertyStream().map(Map.Entry::getKey).toList()));
  }

  /// What is wrong with an answer; empty when it fits.
  Optional<String> problemOfAnswer(Entry entry, int status, String type, String body) {
    JsonNode responses = entry.operation().path("responses");
    JsonNode response = responses.path(Integer.toString(status));
    if (response.isMissingNode()) {
      if (status < 400 && status != 304) {
        return Optional.of("the contract has no answer " + status);
      }
      response = resolved(responses.path("default"));
    }
    JsonNode content = response.path("content");
    if (content.isMissingNode() || content.isEmpty()) {
      return body.isEmpty() ? Optional.empty() : Optional.of("there is a body");
    }
    String media = type.split(";", 2)[0].strip();
    if (!content.has(media)) {
      return Optional.of("the contract has no " + media);
    }
    JsonNode schema = content.path(media).path("schema");
    if (schema.isMissingNode() || !media.endsWith("json")) {
      return Optional.empty();
    }
    try {
      List<Error> errors = compiled(schema).validate(JSON.readTree(body));
      return errors.isEmpty() ? Optional.empty() : Optional.of(errors.toString());
    } catch (JsonProcessingException e) {
      return Optional.of("it is no JSON");
    }
  }

  /// A schema with the components that it refers to.
  private Schema compiled(JsonNode schema) {
    return schemas.computeIfAbsent(
        schema.toString(),
        _ -> {
          ObjectNode whole = JSON.createObjectNode();
          whole.putArray("allOf").add(schema);
          whole.set("$defs", document.at("/components/schemas"));
          return REGISTRY.getSchema(whole.toString().replace("#/components/schemas/", "#/$defs/"));
        });
  }
}
