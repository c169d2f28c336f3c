using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>The dot product of vectors of eight-bit numbers, exact in 32 bits up to 100,000 dimensions.</summary>
internal static class SmallDot
{
    /// <summary>A query prepared for many products: the same numbers at sixteen bits.</summary>
    public static short[] Widened(ReadOnlySpan<sbyte> query)
    {
        var wide = new short[query.Length];
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] = query[i];
        }
        return wide;
    }

    /// <summary>The product, by the widest instructions that the machine has.</summary>
    /// <param name="query">The query, from <see cref="Widened"/>, as long as <paramref name="numbers"/>.</param>
    public static int Of(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> numbers)
    {
        ref var a = ref MemoryMarshal.GetReference(query);
        ref var b = ref MemoryMarshal.GetReference(numbers);
        var total = 0;
        var i = 0;
        if (Avx512BW.IsSupported)
        {
            var sums = Vector512<int>.Zero;
            for (; i + 32 <= numbers.Length; i += 32)
            {
                sums += Avx512BW.MultiplyAddAdjacent(
                    Vector512.LoadUnsafe(ref a, (nuint)i),
                    Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref b, (nuint)i))
                );
            }

            total = Vector512.Sum(sums);
        }
        else if (Avx2.IsSupported)
        {
            var sums = Vector256<int>.Zero;
            for (; i + 16 <= numbers.Length; i += 16)
            {
                sums += Avx2.MultiplyAddAdjacent(
                    Vector256.LoadUnsafe(ref a, (nuint)i),
                    Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref b, (nuint)i))
                );
            }

            total = Vector256.Sum(sums);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            var sums = Vector128<int>.Zero;
            for (; i + 16 <= numbers.Length; i += 16)
            {
                var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref b, (nuint)i));
                // One product of two small numbers fits in 16 bits; sums of them are wide.
                var (l0, l1) = Vector128.Widen(low * Vector128.LoadUnsafe(ref a, (nuint)i));
                var (h0, h1) = Vector128.Widen(high * Vector128.LoadUnsafe(ref a, (nuint)i + 8));
                sums += l0 + l1 + h0 + h1;
            }

            total = Vector128.Sum(sums);
        }

        for (; i < numbers.Length; i++)
        {
            total += query[i] * numbers[i];
        }
        return total;
    }
}
