package app.kolan.twilio.seed;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/// The seeds of a [SeededTest].
final class Seeds implements ArgumentsProvider, AnnotationConsumer<SeededTest> {
  private int count;

  @Override
  public void accept(SeededTest annotation) {
    count = annotation.value();
  }

  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    return LongStream.rangeClosed(1, count).mapToObj(Arguments::of);
  }
}
