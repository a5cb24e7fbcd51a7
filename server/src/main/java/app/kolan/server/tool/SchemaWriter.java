package app.kolan.server.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/// Writes a tool's parameters as the JSON schema that models are given.
final class SchemaWriter {
  private SchemaWriter() {}

  static String write(List<Parameter> parameters) {
    ObjectNode schema = Parameters.JSON.createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    for (Parameter parameter : parameters) {
      write(properties.putObject(parameter.name()), parameter);
    }
    var required = schema.putArray("required");
    parameters.stream().filter(Parameter::required).map(Parameter::name).forEach(required::add);
    schema.put("additionalProperties", false);
    return schema.toString();
  }

  private static void write(ObjectNode schema, Parameter parameter) {
    schema.put("type", parameter.kind().word());
    if (!parameter.description().isEmpty()) {
      schema.put("description", parameter.description());
    }
    if (!parameter.choices().isEmpty()) {
      parameter.choices().forEach(schema.withArray("enum")::add);
    } else if (parameter.mostLetters() != Parameter.USUAL_MOST_LETTERS) {
      schema.put("maxLength", parameter.mostLetters());
    }
    Double least = parameter.least();
    if (least != null) {
      schema.put("minimum", new BigDecimal(Parameter.plain(least)));
    }
    Double most = parameter.most();
    if (most != null) {
      schema.put("maximum", new BigDecimal(Parameter.plain(most)));
    }
  }
}
