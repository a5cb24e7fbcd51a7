/// Stubs of language model providers: each speaks its own wire protocol, over one scripted model.
@NullMarked
package app.kolan.stubs.llm;

import org.jspecify.annotations.NullMarked;
