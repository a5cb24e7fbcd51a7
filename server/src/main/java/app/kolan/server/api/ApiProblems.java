package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.api.ApiProblem.Mistake;
import app.kolan.server.directory.DirectoryConflict;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.privacy.PrivacyRefusal;
import app.kolan.server.store.CrmConflict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The problems of what the features refuse.
final class ApiProblems {
  private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

  private ApiProblems() {}

  static ApiProblem of(Exception failure) {
    return switch (failure) {
      case ApiProblem problem -> problem;
      case InvalidSettings invalid ->
          new ApiProblem(
              Kind.INVALID,
              "Nothing was changed.",
              invalid.problems().stream()
                  .map(one -> new Mistake(one.key(), one.seen(), one.remedy()))
                  .toList());
      case CrmConflict conflict ->
          new ApiProblem(
              switch (conflict.kind()) {
                case UNKNOWN -> Kind.NOT_FOUND;
                case CHANGED -> Kind.CHANGED;
                case CONFLICT -> Kind.CONFLICT;
              },
              String.valueOf(conflict.getMessage()));
      case PrivacyRefusal refusal ->
          new ApiProblem(
              switch (refusal.kind()) {
                case UNKNOWN -> Kind.NOT_FOUND;
                case HELD, UNDER_WAY -> Kind.CONFLICT;
              },
              String.valueOf(refusal.getMessage()));
      case DirectoryConflict conflict ->
          new ApiProblem(Kind.CONFLICT, String.valueOf(conflict.getMessage()));
      case IdentityRefusal refusal ->
          new ApiProblem(
              switch (refusal.kind()) {
                case INVALID -> Kind.INVALID;
                case UNKNOWN -> Kind.NOT_FOUND;
                case CONFLICT -> Kind.CONFLICT;
                case FORBIDDEN -> Kind.FORBIDDEN;
                case BUSY -> Kind.BUSY;
              },
              String.valueOf(refusal.getMessage()));
      default -> {
        LOG.error("a request of the API has failed", failure);
        yield new ApiProblem(Kind.FAULT, "It is in the server's log.");
      }
    };
  }
}
