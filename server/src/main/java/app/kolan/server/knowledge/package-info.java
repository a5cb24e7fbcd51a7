/// What a business has its agent know: texts and files, cut into passages that are found by words.
@NullMarked
package app.kolan.server.knowledge;

import org.jspecify.annotations.NullMarked;
