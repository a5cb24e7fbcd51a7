/// What was refused for its signature, why, and how often: kept for whoever has to mend it.
@NullMarked
package app.kolan.server.refusal;

import org.jspecify.annotations.NullMarked;
