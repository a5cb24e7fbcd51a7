package app.kolan.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The operations of the API that are tools of Kolan's MCP server. What a tool takes and who may
/// use it is what the contract says of its operation.
final class McpOperations {
  private static final Map<String, String> NAMES = names();
  private static final int DEEPEST = 20;

  private final Contract contract;
  private final List<Tool> tools = new ArrayList<>();

  /// One of them.
  ///
  /// @param schema of its arguments
  record Tool(String name, Contract.Entry entry, ObjectNode schema) {
    /// Whether it changes nothing.
    boolean isReading() {
      return entry.method().equals("GET");
    }
  }

  McpOperations(Contract contract) {
    this.contract = contract;
    NAMES.forEach(
        (name, operation) -> {
          Contract.Entry entry =
              contract.entries().stream()
                  .filter(each -> each.id().equals(operation))
                  .findFirst()
                  .orElseThrow(() -> new IllegalStateException("there is no " + operation));
          tools.add(new Tool(name, entry, schema(entry)));
        });
  }

  private static Map<String, String> names() {
    var names = new LinkedHashMap<String, String>();
    names.put("list_businesses", "listBusinesses");
    names.put("list_calls", "listCalls");
    names.put("get_call", "getCall");
    names.put("read_transcript", "listTurns");
    names.put("list_leads", "listLeads");
    names.put("get_lead", "getWorkedLead");
    names.put("add_lead_note", "addLeadNote");
    names.put("list_services", "listServices");
    names.put("list_free_times", "listSlots");
    names.put("list_appointments", "listAppointments");
    names.put("get_appointment", "getAppointment");
    names.put("book_appointment", "addAppointment");
    return names;
  }

  List<Tool> all() {
    return List.copyOf(tools);
  }

  Optional<Tool> find(String name) {
    return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
  }

  /// The parameters of the path and the query, and the fields of the body, side by side.
  private ObjectNode schema(Contract.Entry entry) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (JsonNode parameter : entry.parameters()) {
      if (parameter.path("in").asText().equals("header")) {
        continue;
      }
      String name = parameter.path("name").asText();
      JsonNode value = inlined(parameter.path("schema"), 0);
      if (value instanceof ObjectNode object && parameter.has("description")) {
        object.set("description", parameter.path("description"));
      }
      properties.set(name, value);
      if (parameter.path("required").asBoolean()) {
        required.add(name);
      }
    }
    JsonNode body = inlined(body(entry), 0);
    body.path("properties").properties().forEach(e -> properties.set(e.getKey(), e.getValue()));
    body.path("required").forEach(required::add);
    return schema;
  }

  private static JsonNode body(Contract.Entry entry) {
    return entry.operation().at("/requestBody/content/application~1json/schema");
  }

  /// A schema without references.
  private JsonNode inlined(JsonNode node, int depth) {
    if (depth > DEEPEST) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (node.has("$ref")) {
      return inlined(contract.resolved(node), depth + 1);
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(e -> copy.set(e.getKey(), inlined(e.getValue(), depth + 1)));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(each -> copy.add(inlined(each, depth + 1)));
      return copy;
    }
    return node.deepCopy();
  }
}
