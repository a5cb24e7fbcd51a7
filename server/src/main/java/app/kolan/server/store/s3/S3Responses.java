package app.kolan.server.store.s3;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.io.StringReader;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads what an S3 store answers. Nothing is read beyond a bound.
final class S3Responses {
  private static final int LONGEST_TEXT = 4 << 20;
  private static final int LONGEST_REFUSAL = 64 << 10;

  private S3Responses() {}

  /// One page of a list.
  ///
  /// @param next where the next one begins; null for none
  record Page(List<Listed> objects, @Nullable String next) {
    Page {
      objects = List.copyOf(objects);
    }
  }

  /// An object of a list.
  record Listed(String key, long bytes) {}

  /// What becomes of an answer's body: what is wanted of one that is good, and the text of another.
  ///
  /// @param refusal gets that text
  static <T> BodySubscriber<T> body(
      ResponseInfo info, BodyHandler<T> wanted, StringBuilder refusal) {
    if (info.statusCode() / 100 == 2) {
      return wanted.apply(info);
    }
    return BodySubscribers.mapping(
        new Bounded(LONGEST_REFUSAL),
        text -> {
          refusal.append(text);
          return null;
        });
  }

  /// A text of an answer; longer than a list may be, it fails.
  static BodyHandler<String> text() {
    return _ -> new Bounded(LONGEST_TEXT);
  }

  /// The SHA-256 of an answer's bytes, in hexadecimal.
  static BodyHandler<String> sha256() {
    return _ -> {
      MessageDigest digest = AwsSignature.digest("SHA-256");
      return BodySubscribers.mapping(
          BodySubscribers.ofByteArrayConsumer(piece -> piece.ifPresent(digest::update)),
          _ -> HexFormat.of().formatHex(digest.digest()));
    };
  }

  /// @throws StoreException when it is no list
  static Page page(String xml) {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      return page(factory.createXMLStreamReader(new StringReader(xml)));
    } catch (XMLStreamException | NumberFormatException e) {
      throw new StoreException(
          Code.SOUND_STORE_REFUSED, "the S3 store has answered with what is no list", e);
    }
  }

  private static Page page(XMLStreamReader reader) throws XMLStreamException {
    var objects = new ArrayList<Listed>();
    String next = null;
    String key = null;
    while (reader.hasNext()) {
      if (reader.next() != XMLStreamReader.START_ELEMENT) {
        continue;
      }
      switch (reader.getLocalName()) {
        case "Key" -> key = reader.getElementText();
        case "Size" -> {
          if (key != null) {
            objects.add(new Listed(key, Long.parseLong(reader.getElementText().strip())));
          }
          key = null;
        }
        case "NextContinuationToken" -> next = reader.getElementText();
        default -> {
          // Nothing that is needed.
        }
      }
    }
    return new Page(objects, next);
  }

  /// Collects a text up to a bound.
  private static final class Bounded implements BodySubscriber<String> {
    private final BodySubscriber<String> all = BodySubscribers.ofString(StandardCharsets.UTF_8);
    private final int longest;
    private final CompletableFuture<String> tooLong = new CompletableFuture<>();
    private long bytes;
    private Flow.@Nullable Subscription subscription;

    Bounded(int longest) {
      this.longest = longest;
    }

    @Override
    public CompletionStage<String> getBody() {
      return all.getBody().toCompletableFuture().applyToEither(tooLong, text -> text);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      all.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
      bytes += item.stream().mapToLong(ByteBuffer::remaining).sum();
      Flow.Subscription source = subscription;
      if (bytes > longest && source != null) {
        source.cancel();
        tooLong.completeExceptionally(
            new StoreException(Code.SOUND_STORE_REFUSED, "the S3 store's answer has no end", null));
        return;
      }
      all.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
      all.onError(failure);
    }

    @Override
    public void onComplete() {
      all.onComplete();
    }
  }
}
