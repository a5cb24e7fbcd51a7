import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Lays the licences of all that a release has inside into `licences/`, with a list of them, and
/// adds the Java run time to the bill of materials.
///
/// Arguments: the folder of the release, Maven's bill of materials, the version.
final class Inventory {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] arguments) throws IOException {
    Path stage = Path.of(arguments[0]);
    var bill = (ObjectNode) JSON.readTree(Path.of(arguments[1]).toFile());
    Properties release = release(stage.resolve("runtime/release"));
    var components = (ArrayNode) bill.withArray("components");
    components.add(runtime(release));
    var indenter = new DefaultIndenter("  ", "\n");
    JSON.writer(
            new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter))
        .writeValue(stage.resolve("kolan-sbom.json").toFile(), bill);
    writeLicences(stage, licencesByJar(components), release);
  }

  private static Properties release(Path file) throws IOException {
    var release = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      release.load(in);
    }
    return release;
  }

  private static ObjectNode runtime(Properties release) {
    String version = release.getProperty("JAVA_VERSION").replace("\"", "");
    ObjectNode runtime = JSON.createObjectNode();
    runtime.put("type", "platform").put("bom-ref", "java-runtime").put("name", "OpenJDK run time");
    runtime.put("version", version);
    runtime
        .withArray("licenses")
        .addObject()
        .put("expression", "GPL-2.0-only WITH Classpath-exception-2.0");
    return runtime;
  }

  /// The licences that the bill of materials names, by the name of the jar without its classifier.
  private static TreeMap<String, String> licencesByJar(JsonNode components) {
    var licences = new TreeMap<String, String>();
    for (JsonNode component : components) {
      var names = new ArrayList<String>();
      for (JsonNode entry : component.path("licenses")) {
        JsonNode licence = entry.path("license");
        names.add(
            licence.hasNonNull("id")
                ? licence.path("id").textValue()
                : licence.path("name").asText(entry.path("expression").asText("")));
      }
      licences.put(
          component.path("name").textValue() + "-" + component.path("version").textValue(),
          String.join(" or ", names));
    }
    return licences;
  }

  private static void writeLicences(
      Path stage, TreeMap<String, String> licences, Properties release) throws IOException {
    Path folder = Files.createDirectories(stage.resolve("licences"));
    var list = new StringBuilder();
    list.append("What is inside, under which licence, and where its text is.\n\n");
    list.append("Kolan                                    Apache-2.0, ../LICENSE and ../NOTICE\n");
    list.append("Java run time %-26s GPL-2.0-only WITH Classpath-exception-2.0, in runtime/legal\n"
        .formatted(release.getProperty("JAVA_VERSION").replace("\"", "")));
    List<Path> jars;
    try (var files = Files.list(stage.resolve("app/lib"))) {
      jars = files.sorted().toList();
    }
    var unknown = new ArrayList<String>();
    for (Path jar : jars) {
      String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
      if (name.startsWith("kolan-")) {
        continue;
      }
      String known = licences.floorKey(name);
      String licence = known != null && name.startsWith(known) ? licences.get(known) : "";
      if (licence.isEmpty()) {
        unknown.add(name);
      }
      int texts = copyTexts(jar, folder.resolve(name));
      list.append(
          "%-40s %s%s%n"
              .formatted(name, licence, texts == 0 ? "" : ", %d texts in %s".formatted(texts, name)));
    }
    if (!unknown.isEmpty()) {
      throw new IOException("the bill of materials knows no licence of " + unknown);
    }
    Files.writeString(folder.resolve("LIST.txt"), list.toString());
  }

  /// Copies what a jar says of its licence, and returns how many texts there were.
  private static int copyTexts(Path jar, Path folder) throws IOException {
    int count = 0;
    try (var zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        String file = entry.getName().replaceFirst("^META-INF/", "");
        boolean isText =
            file.matches("(?i)([a-z]+/)?[^/]*(licen[cs]e|notice|copying|copyright)[^/]*")
                && !file.endsWith(".class");
        if (entry.isDirectory() || !isText) {
          continue;
        }
        Files.createDirectories(folder);
        try (InputStream in = zip.getInputStream(entry)) {
          Files.write(folder.resolve(file.replace('/', '-')), in.readAllBytes());
        }
        count++;
      }
    }
    return count;
  }
}
