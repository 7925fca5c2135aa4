package io.engram.network;

import io.engram.space.ObservationSpace.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the three convolutions through which the ready-made encoder sees an image.
 *
 * @param filters the number of channels that come out
 * @param kernel the height and width of what one filter sees
 * @param padding the width of the frame of zeros around the image
 * @param down how many rows it goes from one place to the next
 * @param right how many columns it goes from one place to the next
 */
public record Convolution(int filters, int kernel, int padding, int down, int right) {
    private static final int[] FILTERS = {32, 64, 64};
    private static final int[] LARGE_KERNELS = {8, 4, 3};
    private static final int[] LARGE_STRIDES = {4, 2, 1};

    /** The least height and width of images that go through the larger convolutions. */
    private static final int LARGE_IMAGE = 36;

    /** An axis of a small image that is longer is halved. */
    private static final int SHORT_AXIS = 8;

    /**
     * The convolutions for an image: those of Mnih et al. 2015 from 36 × 36 on; for smaller ones
     * three of 3 × 3 with padding, each of which halves an axis that is longer than 8.
     *
     * @param part an image, of shape {@code (channels, height, width)}
     * @return three, in their order
     */
    public static List<Convolution> of(Part part) {
        int height = part.shape()[1];
        int width = part.shape()[2];
        boolean isLarge = height >= LARGE_IMAGE && width >= LARGE_IMAGE;
        var all = new ArrayList<Convolution>();
        for (int i = 0; i < FILTERS.length; i++) {
            if (isLarge) {
                int stride = LARGE_STRIDES[i];
                all.add(new Convolution(FILTERS[i], LARGE_KERNELS[i], 0, stride, stride));
            } else {
                int down = height > SHORT_AXIS ? 2 : 1;
                int right = width > SHORT_AXIS ? 2 : 1;
                all.add(new Convolution(FILTERS[i], 3, 1, down, right));
                height = (height - 1) / down + 1;
                width = (width - 1) / right + 1;
            }
        }
        return all;
    }
}
