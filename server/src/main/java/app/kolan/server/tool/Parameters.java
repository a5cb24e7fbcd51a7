package app.kolan.server.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a tool may be told: a flat list of named values, the part of JSON Schema that models write
/// reliably.
public record Parameters(List<Parameter> all) {
  /// A tool that is told nothing.
  public static final Parameters NONE = new Parameters(List.of());

  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int MOST_LETTERS = 32 * 1024;
  private static final int MOST_SHOWN = 40;

  public Parameters {
    all = List.copyOf(all);
  }

  public static Parameters of(Parameter... parameters) {
    return new Parameters(List.of(parameters));
  }

  /// Reads a JSON schema of type `object`.
  ///
  /// @throws MalformedSchema when it is none, or says more than is understood here
  public static Parameters read(String schema) throws MalformedSchema {
    return SchemaReader.read(schema);
  }

  /// The JSON schema, as text.
  public String schema() {
    return SchemaWriter.write(this);
  }

  /// Reads what a model wrote. Null stands for a value that is left out, and no text at all for no
  /// values.
  ///
  /// @throws WrongArguments for anything that is not what the parameters ask for; its message is
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
    if (!root.isObject()) {
      throw new InvalidArguments("they are not a JSON object");
    }
    var problems = new ArrayList<String>();
    for (Map.Entry<String, JsonNode> given : root.properties()) {
      if (find(given.getKey()).isEmpty() && problems.size() < MOST_SHOWN) {
        problems.add(shown(given.getKey()) + " is no parameter of this tool");
      }
    }
    var values = new LinkedHashMap<String, Object>();
    for (Parameter parameter : all) {
      JsonNode given = root.path(parameter.name());
      if (given.isMissingNode() || given.isNull()) {
        if (parameter.required()) {
          problems.add(parameter.name() + " is missing: it has to be " + parameter.demand());
        }
        continue;
      }
      Optional<Object> value = ArgumentReader.read(parameter, given);
      value.ifPresent(fitting -> values.put(parameter.name(), fitting));
      if (value.isEmpty()) {
        problems.add(parameter.name() + " has to be " + parameter.demand());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidArguments(String.join("; ", problems));
    }
    return new Arguments(values);
  }

  private Optional<Parameter> find(String name) {
    return all.stream().filter(parameter -> parameter.name().equals(name)).findFirst();
  }

  private static String shown(String name) {
    String plain = name.replaceAll("[^\\p{L}\\p{N}_.-]", "?");
    return plain.length() <= MOST_SHOWN ? plain : plain.substring(0, MOST_SHOWN) + "…";
  }
}
