package app.kolan.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.cli.Main;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The page of the API, compared with its contract. With `-Dkolan.docs.write=true` its list of
/// operations is written anew.
@Tag("unit")
class ApiPageTest {
  private static final Path PAGE = DocumentationTest.ROOT.resolve("docs/api.md");
  private static final Pattern OPERATIONS =
      Pattern.compile(
          "(?<=<!-- operations -->\n).*?(?=<!-- end of operations -->)", Pattern.DOTALL);

  /// What stands for a parameter or a field in examples.
  private static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          Map.entry("business", "clinic"),
          Map.entry("slug", "clinic"),
          Map.entry("call", "CA11111111111111111111111111111111"),
          Map.entry("recording", "RE11111111111111111111111111111111"),
          Map.entry("account", "AC11111111111111111111111111111111"),
          Map.entry("passkey", "Zm9vYmFy"),
          Map.entry("email", "dana@example.com"),
          Map.entry("password", "four plain dull words"),
          Map.entry("numbers", "+97231234567"),
          Map.entry("scopes", "calls:read"),
          Map.entry("tokens", "the account's auth token"),
          Map.entry("code", "123456"),
          Map.entry("document", "greeting: שלום"),
          Map.entry("sound", "greeting"),
          Map.entry("q", "050"),
          Map.entry("number", "+972501234567"),
          Map.entry("promise", "a call back"),
          Map.entry("dueAt", "17:00"),
          Map.entry("text", "asks for a call in the morning"),
          Map.entry("reason", "claim 4711"),
          Map.entry("title", "Is there parking?"),
          Map.entry("answer", "Yes, behind the house."),
          Map.entry("file", "price-list.pdf"),
          Map.entry("to", "mail:owner@example.com"),
          Map.entry("target", "human"),
          Map.entry("name", "Clinic"));

  /// What stands for a body that is no JSON.
  private static final Map<String, String> FILES =
      Map.of(
          "application/pdf", "price-list.pdf",
          "text/csv", "contacts.csv",
          "text/vcard", "contacts.vcf",
          "audio/wav", "greeting.wav");

  /// The query of an operation that needs one of several parameters.
  private static final Map<String, String> QUERIES = Map.of("exportPerson", "?contact=1");

  private final JsonNode contract = contract();

  @Test
  void the_operations_are_those_of_the_contract() throws IOException {
    String page = Files.readString(PAGE);
    String written = OPERATIONS.matcher(page).replaceFirst(Matcher.quoteReplacement(operations()));
    if (Boolean.getBoolean("kolan.docs.write")) {
      Files.writeString(PAGE, written);
    }

    assertThat(Files.readString(PAGE))
        .as("write it anew with -Dkolan.docs.write=true")
        .isEqualTo(written);
  }

  private String operations() {
    var text = new StringBuilder();
    for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
      for (String method : List.of("get", "put", "post", "patch", "delete")) {
        JsonNode operation = path.getValue().path(method);
        if (operation.isObject()) {
          text.append(operation(path.getKey(), path.getValue(), method, operation));
        }
      }
    }
    return text.toString();
  }

  private String operation(String path, JsonNode shared, String method, JsonNode operation) {
    var parameters = new ArrayList<JsonNode>();
    shared.path("parameters").forEach(each -> parameters.add(resolved(each)));
    operation.path("parameters").forEach(each -> parameters.add(resolved(each)));
    var text = new StringBuilder();
    text.append("### `%s %s`\n\n".formatted(method.toUpperCase(Locale.ROOT), path));
    text.append("%s Needs %s.\n\n".formatted(operation.path("summary").asText(), needs(operation)));
    parameters.forEach(parameter -> text.append(parameter(parameter)));
    if (!parameters.isEmpty()) {
      text.append('\n');
    }
    text.append("```bash\n").append(curl(path, method, operation, parameters)).append("\n```\n\n");
    return text.append(answers(operation)).append(more(operation)).append('\n').toString();
  }

  private static String needs(JsonNode operation) {
    String permission = operation.path("x-permission").asText();
    String needs =
        switch (permission) {
          case "public" -> "nothing";
          case "self" -> "a key or a session";
          case "person" -> "a session";
          default -> "`" + permission + "`";
        };
    return operation.path("x-fresh").asBoolean() ? needs + " of the last 15 minutes" : needs;
  }

  private static String parameter(JsonNode parameter) {
    JsonNode schema = parameter.path("schema");
    var about = new ArrayList<String>();
    if (parameter.path("in").asText().equals("query") && parameter.path("required").asBoolean()) {
      about.add("Required.");
    }
    if (parameter.has("description")) {
      about.add(parameter.path("description").asText());
    }
    if (schema.has("maximum")) {
      about.add("At most %s.".formatted(schema.path("maximum").asText()));
    }
    if (schema.has("default")) {
      about.add("Usually %s.".formatted(schema.path("default").asText()));
    }
    String name = parameter.path("name").asText();
    return about.isEmpty()
        ? "- `%s` (%s)\n".formatted(name, parameter.path("in").asText())
        : "- `%s` (%s): %s\n"
            .formatted(name, parameter.path("in").asText(), String.join(" ", about));
  }

  private String curl(String path, String method, JsonNode operation, List<JsonNode> parameters) {
    var command = new StringBuilder("curl");
    String url = path;
    if (operation.at("/responses/200/content").has("text/event-stream")) {
      command.append(" -N");
    }
    if (!method.equals("get")) {
      command.append(" -X ").append(method.toUpperCase(Locale.ROOT));
    }
    if (!operation.path("x-permission").asText().equals("public")) {
      command.append(" -H \"Authorization: Bearer $KEY\"");
    }
    for (JsonNode parameter : parameters) {
      String name = parameter.path("name").asText();
      switch (parameter.path("in").asText()) {
        case "path" -> {
          boolean isNumber = parameter.at("/schema/type").asText().equals("integer");
          url = url.replace("{" + name + "}", isNumber ? "1" : EXAMPLES.getOrDefault(name, "1"));
        }
        case "header" -> {
          if (parameter.path("required").asBoolean()) {
            command.append(" -H '%s: *'".formatted(name));
          }
        }
        default -> {
          if (parameter.path("required").asBoolean()) {
            url += "?%s=%s".formatted(name, EXAMPLES.getOrDefault(name, "1"));
          }
        }
      }
    }
    url += QUERIES.getOrDefault(operation.path("operationId").asText(), "");
    JsonNode content = operation.at("/requestBody/content");
    JsonNode body = content.path("application/json").path("schema");
    Optional<String> file = FILES.keySet().stream().filter(content::has).findFirst();
    if (file.isPresent()) {
      command.append(
          " \\\n  -H 'Content-Type: %s' --data-binary @%s"
              .formatted(file.get(), FILES.get(file.get())));
    } else if (body.isObject()) {
      command
          .append(" \\\n  -H 'Content-Type: application/json' -d '")
          .append(example("", body).toString().replace("'", "'\\''"))
          .append("'");
    }
    return command
        .append(body.isObject() || file.isPresent() ? " \\\n  " : " ")
        .append("\"$API")
        .append(url)
        .append('"')
        .toString();
  }

  private String answers(JsonNode operation) {
    var answers = new ArrayList<String>();
    for (Map.Entry<String, JsonNode> answer : operation.path("responses").properties()) {
      if (answer.getKey().equals("default")) {
        continue;
      }
      var forms = new ArrayList<String>();
      for (Map.Entry<String, JsonNode> form : answer.getValue().path("content").properties()) {
        String schema = form.getValue().at("/schema/$ref").asText();
        forms.add(
            schema.isEmpty() ? "`%s`".formatted(form.getKey()) : "`%s`".formatted(name(schema)));
      }
      answers.add(
          forms.isEmpty()
              ? answer.getKey()
              : "%s with %s".formatted(answer.getKey(), String.join(" or ", forms)));
    }
    boolean yaml = operation.at("/requestBody/content").has("application/yaml");
    return "Answers %s.%s\n"
        .formatted(
            String.join(", ", answers), yaml ? " The body can be `application/yaml`, too." : "");
  }

  /// What a body may have besides what the example shows.
  private String more(JsonNode operation) {
    JsonNode body = operation.at("/requestBody/content/application~1json/schema");
    if (!body.isObject()) {
      return "";
    }
    JsonNode schema = resolved(body);
    JsonNode shown = example("", body);
    List<String> others =
        schema
            .path("properties")
            .propertyStream()
            .map(Map.Entry::getKey)
            .filter(name -> !shown.has(name))
            .map("`%s`"::formatted)
            .toList();
    return others.isEmpty()
        ? ""
        : "\nThe body may have these, too: %s.\n".formatted(String.join(", ", others));
  }

  private JsonNode example(String name, JsonNode given) {
    JsonNode schema = resolved(given);
    if (schema.has("oneOf") && !schema.has("properties")) {
      return example(name, schema.path("oneOf").get(0));
    }
    if (schema.has("enum")) {
      return schema.path("enum").get(0);
    }
    JsonNodeFactory json = JsonNodeFactory.instance;
    String type =
        schema.path("type").isArray()
            ? schema.path("type").get(0).asText()
            : schema.path("type").asText();
    return switch (type) {
      case "object" -> {
        ObjectNode object = json.objectNode();
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
          if (isShown(schema, field.getKey())) {
            object.set(field.getKey(), example(field.getKey(), field.getValue()));
          }
        }
        yield object;
      }
      case "array" -> json.arrayNode().add(example(name, schema.path("items")));
      // The path has the contact 1.
      case "integer" -> json.numberNode(name.equals("contact") ? 2 : 1);
      case "boolean" -> json.booleanNode(true);
      default -> json.textNode(EXAMPLES.getOrDefault(name, "…"));
    };
  }

  /// What is required, also by the first of several ways; of what requires nothing, the first
  /// field.
  private static boolean isShown(JsonNode schema, String field) {
    JsonNode first = schema.path("oneOf").path(0);
    if (requires(first, field) || requires(schema, field)) {
      return true;
    }
    return !first.has("required")
        && !schema.has("required")
        && schema.path("properties").fieldNames().next().equals(field);
  }

  private static boolean requires(JsonNode schema, String field) {
    for (JsonNode required : schema.path("required")) {
      if (required.asText().equals(field)) {
        return true;
      }
    }
    return false;
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? resolved(contract.at(node.path("$ref").asText().substring(1))) : node;
  }

  private static String name(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static JsonNode contract() {
    try (InputStream file = Main.class.getResourceAsStream("/api/openapi.yaml")) {
      return new ObjectMapper(new YAMLFactory()).readTree(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new IllegalStateException("the contract cannot be read", e);
    }
  }
}
