package app.kolan.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The manifests of `deploy/kubernetes` have the fields that Kubernetes' own types have, and values
/// of their kinds. The types are those of the fabric8 client, which are made of Kubernetes'
/// sources.
@Tag("unit")
class KubernetesModelTest {
  private static final Path FOLDER = DocumentationTest.ROOT.resolve("deploy/kubernetes");
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "v1 Service", Service.class,
          "apps/v1 StatefulSet", StatefulSet.class,
          "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
          "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class);
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  /// The types themselves keep fields that they do not know.
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              });

  @ParameterizedTest
  @ValueSource(strings = {"kolan.yaml", "nodes.yaml"})
  void every_field_is_one_that_kubernetes_has(String name) throws IOException {
    assertThat(read(Files.readString(FOLDER.resolve(name)))).isGreaterThanOrEqualTo(4);
  }

  @Test
  void a_field_that_is_misspelt_or_of_another_kind_is_noticed() throws IOException {
    String all = Files.readString(FOLDER.resolve("kolan.yaml"));

    for (String wrong :
        new String[] {
          all.replace("terminationGracePeriodSeconds", "terminationGraceSeconds"),
          all.replace("fsGroup: 10001", "fsGroup: kolan"),
          all.replace("periodSeconds: 10", "periodSecond: 10"),
          all.replace("maxUnavailable: 0", "maxUnavailable: {}")
        }) {
      assertThat(wrong).isNotEqualTo(all);
      assertThatThrownBy(() -> read(wrong)).isInstanceOf(JsonMappingException.class);
    }
  }

  /// How many objects there are.
  private static int read(String yaml) throws IOException {
    int count = 0;
    try (var objects = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      while (objects.hasNext()) {
        JsonNode object = objects.next();
        String type = object.path("apiVersion").asText() + " " + object.path("kind").asText();
        STRICT.treeToValue(object, Objects.requireNonNull(TYPES.get(type), type));
        count++;
      }
    }
    return count;
  }
}
