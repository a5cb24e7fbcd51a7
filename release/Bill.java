import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Tells whether a bill of materials is valid by CycloneDX's own schema, and true: each jar of the
/// release stands there with its SHA-256, and each component with its licence.
///
/// Arguments: the folder of the release, the bill of materials, the folder with the schemas.
final class Bill {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEMAS = "http://cyclonedx.org/schema/";

  public static void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
    JsonNode bill = JSON.readTree(Path.of(arguments[1]).toFile());
    var problems = new ArrayList<String>();
    for (Error error : schema(Path.of(arguments[2]), bill).validate(bill)) {
      problems.add(error.toString());
    }
    var listed = new HashSet<String>();
    int components = 0;
    for (JsonNode component : bill.path("components")) {
      components++;
      if (component.path("licenses").isEmpty()) {
        problems.add(component.path("name").textValue() + " has no licence");
      }
      for (JsonNode hash : component.path("hashes")) {
        if (hash.path("alg").textValue().equals("SHA-256")) {
          listed.add(hash.path("content").textValue());
        }
      }
    }
    for (JsonNode hash : bill.at("/metadata/component/hashes")) {
      listed.add(hash.path("content").textValue());
    }
    List<Path> jars;
    try (var files = Files.walk(Path.of(arguments[0], "app"))) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    for (Path jar : jars) {
      if (!listed.contains(sha256(jar))) {
        problems.add(jar.getFileName() + " is not listed with its SHA-256");
      }
    }
    if (jars.isEmpty() || !problems.isEmpty()) {
      problems.forEach(System.err::println);
      System.err.println("the bill of materials is wrong");
      System.exit(1);
    }
    System.out.printf(
        "bill of materials: valid by CycloneDX %s, %d components, %d jars with their hashes%n",
        bill.path("specVersion").textValue(), components, jars.size());
  }

  private static Schema schema(Path folder, JsonNode bill) throws IOException {
    String name = "bom-" + bill.path("specVersion").asText() + ".schema.json";
    Map<String, String> known = new HashMap<>();
    for (String file : List.of(name, "spdx.schema.json", "jsf-0.82.schema.json")) {
      known.put(SCHEMAS + file, Files.readString(folder.resolve(file)));
    }
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7, builder -> builder.schemas(known))
        .getSchema(SchemaLocation.of(SCHEMAS + name));
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
  }
}
