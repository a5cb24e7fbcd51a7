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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Lays the licences of all that a release has inside into `licences/`, with a list that says of
/// each where its text is, and adds the Java run time to the bill of materials, and the hash of the
/// program.
///
/// Arguments: the folder of the release, Maven's bill of materials, the folder with texts that jars
/// do not bring themselves.
final class Inventory {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Licences that ask for no text beside a copy.
  private static final Set<String> WITHOUT_TEXT = Set.of("MIT-0", "CC0-1.0");

  public static void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
    Path stage = Path.of(arguments[0]);
    var bill = (ObjectNode) JSON.readTree(Path.of(arguments[1]).toFile());
    Properties release = release(stage.resolve("runtime/release"));
    var components = (ArrayNode) bill.withArray("components");
    components.add(runtime(release));
    ((ObjectNode) bill.at("/metadata/component"))
        .withArray("hashes")
        .addObject()
        .put("alg", "SHA-256")
        .put("content", sha256(stage.resolve("app/kolan-cli.jar")));
    var indenter = new DefaultIndenter("  ", "\n");
    JSON.writer(
            new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter))
        .writeValue(stage.resolve("kolan-sbom.json").toFile(), bill);
    writeLicences(stage, licencesByJar(components), Path.of(arguments[2]), release);
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
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
  private static TreeMap<String, List<String>> licencesByJar(JsonNode components) {
    var licences = new TreeMap<String, List<String>>();
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
          component.path("name").textValue() + "-" + component.path("version").textValue(), names);
    }
    return licences;
  }

  private static void writeLicences(
      Path stage, TreeMap<String, List<String>> licences, Path texts, Properties release)
      throws IOException {
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
      List<String> those = known != null && name.startsWith(known) ? licences.get(known) : List.of();
      Optional<String> where = text(jar, name, those, folder, texts);
      if (those.isEmpty() || where.isEmpty()) {
        unknown.add(name);
      }
      list.append("%-40s %s, %s%n".formatted(name, String.join(" or ", those), where.orElse("")));
    }
    if (!unknown.isEmpty()) {
      throw new IOException(
          "the licence of %s, or its text, is not known: see release/licences".formatted(unknown));
    }
    Files.writeString(folder.resolve("LIST.txt"), list.toString());
  }

  /// Where the text of a jar's licence is; empty when nothing has it. What the jar brings itself
  /// comes first.
  private static Optional<String> text(
      Path jar, String name, List<String> licences, Path folder, Path texts) throws IOException {
    int count = copyTexts(jar, folder.resolve(name));
    if (count > 0) {
      return Optional.of("%d texts in %s".formatted(count, name));
    }
    Path own = texts.resolve(name.replaceFirst("-[0-9].*", "") + ".txt");
    if (Files.exists(own)) {
      Files.copy(own, Files.createDirectories(folder.resolve(name)).resolve("LICENSE"));
      return Optional.of("1 texts in " + name);
    }
    if (licences.contains("Apache-2.0")) {
      return Optional.of("../LICENSE");
    }
    // Each author writes its name in another way.
    if (licences.stream().anyMatch(each -> each.matches("(?i).*(LGPL|lesser general public).*"))) {
      Path shared = folder.resolve("LGPL-2.1.txt");
      if (!Files.exists(shared)) {
        Files.copy(texts.resolve("LGPL-2.1.txt"), shared);
      }
      return Optional.of("LGPL-2.1.txt");
    }
    if (licences.contains("Unicode-3.0")) {
      return Optional.of("runtime/legal/java.base/icu.md");
    }
    return licences.stream().anyMatch(WITHOUT_TEXT::contains)
        ? Optional.of("which asks for no text")
        : Optional.empty();
  }

  /// Copies what a jar says of its licence, and returns how many texts there were.
  private static int copyTexts(Path jar, Path folder) throws IOException {
    int count = 0;
    try (var zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        String file = entry.getName().replaceFirst("^META-INF/", "");
        boolean isText =
            entry
                    .getName()
                    .matches(
                        "(?i)(META-INF/(.*/)?|([a-z]+/)?)[^/]*(licen[cs]e|notice|copying|copyright)[^/]*")
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
