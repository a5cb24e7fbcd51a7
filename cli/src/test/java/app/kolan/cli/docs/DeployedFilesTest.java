package app.kolan.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.settings.Setting;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What `deploy` and the unit of the package say is what the server, Compose and Kubernetes know.
/// The proxies' files are run by the tests of the doctor.
@Tag("unit")
class DeployedFilesTest {
  private static final Path DEPLOY = DocumentationTest.ROOT.resolve("deploy");
  private static final Path UNIT = DocumentationTest.ROOT.resolve("release/files/kolan.service");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern VARIABLE = Pattern.compile("\\bKOLAN_[A-Z_]+\\b");

  /// Those of the Caddyfile, which Caddy replaces.
  private static final Set<String> OF_THE_FILES =
      Set.of("KOLAN_HOST_NAME", "KOLAN_UPSTREAM", "KOLAN_STREAMS");

  private static final Set<String> KEYS_OF_A_SERVICE =
      Set.of(
          "image",
          "restart",
          "stop_grace_period",
          "read_only",
          "cap_drop",
          "security_opt",
          "environment",
          "secrets",
          "volumes",
          "tmpfs",
          "ulimits",
          "expose",
          "ports",
          "depends_on",
          "healthcheck",
          "networks",
          "profiles",
          "entrypoint");

  @Test
  void every_variable_is_a_setting() throws IOException {
    Set<String> settings =
        ConfigReader.settings().stream().map(Setting::environment).collect(Collectors.toSet());
    var files = new ArrayList<Path>(List.of(UNIT));
    try (Stream<Path> all = Files.walk(DEPLOY)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    assertThat(files).hasSizeGreaterThan(6);
    for (Path file : files) {
      assertThat(VARIABLE.matcher(Files.readString(file)).results().map(found -> found.group()))
          .as(file.toString())
          .allMatch(name -> settings.contains(name) || OF_THE_FILES.contains(name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite.yaml", "postgresql.yaml", "nodes.yaml"})
  void compose_knows_every_key_and_finds_every_volume(String name) throws IOException {
    JsonNode file = merged(DEPLOY.resolve("compose").resolve(name));

    assertThat(names(file))
        .filteredOn(key -> !key.startsWith("x-"))
        .isSubsetOf("services", "volumes", "secrets", "networks");
    for (JsonNode service : file.path("services")) {
      assertThat(names(service)).isSubsetOf(KEYS_OF_A_SERVICE).contains("image", "restart");
      for (JsonNode volume : service.path("volumes")) {
        String source = volume.textValue().split(":", 2)[0];
        assertThat(source.startsWith(".") ? List.of(source) : names(file.path("volumes")))
            .contains(source);
        if (source.startsWith("../")) {
          assertThat(DEPLOY.resolve("compose").resolve(source)).exists();
        }
      }
      service
          .path("secrets")
          .forEach(secret -> assertThat(file.path("secrets").has(secret.textValue())).isTrue());
      var needed = new ArrayList<String>(names(service.path("depends_on")));
      service.path("depends_on").forEach(other -> needed.add(other.asText("")));
      needed.removeIf(String::isEmpty);
      assertThat(names(file.path("services"))).containsAll(needed);
    }
    for (JsonNode service : file.path("services")) {
      if (service.path("image").textValue().startsWith("kolan:")) {
        assertThat(service.path("read_only").booleanValue()).isTrue();
        assertThat(service.path("stop_grace_period").textValue()).isEqualTo("90s");
      }
    }
  }

  /// A file with its anchors and merges carried out.
  private static JsonNode merged(Path file) throws IOException {
    Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    return new ObjectMapper().valueToTree(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kolan.yaml", "nodes.yaml"})
  void kubernetes_objects_find_one_another_and_no_probe_asks_the_database(String name)
      throws IOException {
    Map<String, JsonNode> objects = objects(DEPLOY.resolve("kubernetes").resolve(name));
    assertThat(objects)
        .containsKeys(
            "Service kolan",
            "StatefulSet kolan",
            "PodDisruptionBudget kolan",
            "NetworkPolicy kolan");
    JsonNode set = object(objects, "StatefulSet kolan").path("spec");
    assertThat(objects).containsKey("Service " + set.path("serviceName").textValue());
    JsonNode pod = set.path("template").path("spec");
    JsonNode labels = set.path("template").path("metadata").path("labels");
    assertThat(set.path("selector").path("matchLabels")).isEqualTo(labels);
    objects.forEach(
        (key, object) -> {
          if (key.startsWith("Service ")) {
            assertThat(object.at("/spec/selector")).as(key).isEqualTo(labels);
          }
        });
    assertThat(object(objects, "PodDisruptionBudget kolan").at("/spec/selector/matchLabels"))
        .isEqualTo(labels);
    assertThat(object(objects, "NetworkPolicy kolan").at("/spec/podSelector/matchLabels"))
        .isEqualTo(labels);

    JsonNode container = pod.path("containers").path(0);
    var volumes = new ArrayList<String>(pod.path("volumes").findValuesAsText("name"));
    set.path("volumeClaimTemplates")
        .forEach(claim -> volumes.add(claim.at("/metadata/name").textValue()));
    assertThat(volumes).containsAll(container.path("volumeMounts").findValuesAsText("name"));
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertThat(container.path(probe).at("/httpGet/path").textValue())
          .isIn("/health/live", "/health/ready");
      assertThat(container.path(probe).at("/httpGet/port").textValue()).isEqualTo("management");
    }
    assertThat(container.path("ports").findValuesAsText("name")).contains("management");
    int grace = Integer.parseInt(container.path("args").path(2).textValue());
    assertThat(pod.path("terminationGracePeriodSeconds").intValue()).isGreaterThan(grace);
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").booleanValue()).isTrue();
  }

  /// The objects of a file by kind and name.
  private static Map<String, JsonNode> objects(Path file) throws IOException {
    Map<String, JsonNode> objects = new HashMap<>();
    try (var all = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      all.forEachRemaining(
          object ->
              objects.put(
                  object.path("kind").textValue() + " " + object.at("/metadata/name").textValue(),
                  object));
    }
    return objects;
  }

  /// The variables of each container and of the unit, with secrets in files, make settings that a
  /// server starts with.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "compose/sqlite.yaml",
        "compose/postgresql.yaml",
        "compose/nodes.yaml",
        "kubernetes/kolan.yaml",
        "kubernetes/nodes.yaml"
      })
  void a_server_takes_the_environment_of_each_container(String name, @TempDir Path folder)
      throws IOException {
    Path file = DEPLOY.resolve(name);
    List<Map<String, String>> environments =
        name.startsWith("compose/") ? composed(file) : List.of(ofContainer(file));
    assertThat(environments).hasSize(name.equals("compose/nodes.yaml") ? 3 : 1);

    for (Map<String, String> environment : environments) {
      environment.replaceAll((variable, value) -> inFolder(variable, value, folder));
      environment.put("TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000000");
      environment.put("TWILIO_AUTH_TOKEN", "0".repeat(32));
      environment.put("KOLAN_PUBLIC_URL", "https://phone.example.com");
      var draft = ConfigReader.draft(environment, folder.resolve("kolan.yaml"));
      assertThat(draft.problems()).as(environment.toString()).isEmpty();
    }
  }

  private static List<Map<String, String>> composed(Path file) throws IOException {
    List<Map<String, String>> environments = new ArrayList<>();
    for (JsonNode service : merged(file).path("services")) {
      if (service.path("image").textValue().startsWith("kolan:")) {
        var environment = new HashMap<String, String>();
        for (var variable : service.path("environment").properties()) {
          // Compose's own variables are not set: what stands behind them is taken.
          String value = variable.getValue().asText().replaceAll("\\$\\{\\w+:-([^}]*)}", "$1");
          environment.put(variable.getKey(), value);
        }
        environments.add(environment);
      }
    }
    return environments;
  }

  private static Map<String, String> ofContainer(Path file) throws IOException {
    var environment = new HashMap<String, String>();
    JsonNode container =
        object(objects(file), "StatefulSet kolan").at("/spec/template/spec/containers/0");
    for (JsonNode variable : container.path("env")) {
      environment.put(variable.path("name").textValue(), variable.path("value").asText("kolan-0"));
    }
    // As the kubelet does with variables that were named before.
    environment.replaceAll((name, value) -> value.replace("$(KOLAN_NODE)", "kolan-0"));
    return environment;
  }

  /// A secret of a container as a file of the test. The store's is optional: an empty file in
  /// Compose, no file in Kubernetes.
  private static String inFolder(String variable, String path, Path folder) {
    if (!variable.endsWith("_FILE")) {
      return path;
    }
    Path secret = folder.resolve(variable);
    if (path.equals("/etc/kolan/s3-secret-key")) {
      return secret.toString();
    }
    boolean isOptional = path.equals("/run/secrets/s3-secret-key");
    try {
      return Files.writeString(secret, isOptional ? "" : "0123456789abcdef".repeat(4)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode object(Map<String, JsonNode> objects, String kind) {
    return Objects.requireNonNull(objects.get(kind), kind);
  }

  private static List<String> names(JsonNode node) {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
