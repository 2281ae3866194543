# A registry of N rows, the same for the same N: awk -v rows=N -f gen.awk. Eight columns, twelve kinds, some rows obsolete, some cells dirty.
BEGIN {
	split("高炉 转炉 电弧炉 立窑 平板玻璃生产线 石膏板生产线 烧结机 回转窑 球磨机 加热炉 锅炉 隧道窑", kind, " ")
	split("炼铁 铁合金 铸铁管 镍铬生铁", use, " ")
	split("平拉 浮法 压延 格法", process, " ")
	print "编号,企业名称,设备名称,用途,有效容积（m³）,公称容量（吨）,生产工艺,产能(万㎡/年)"
	seed = 20131231
	for (i = 1; i <= rows; i++) {
		k = int(next_random() * 12) + 1
		v = c = p = a = u = ""
		if (k == 1) { v = sprintf("%.1f", 100 + next_random() * 2900); u = use[int(next_random() * 4) + 1] }
		if (k == 2 || k == 3) c = int(next_random() * 200) + 1
		if (k == 5) p = process[int(next_random() * 4) + 1]
		if (k == 6) a = int(next_random() * 4000) + 1
		if (next_random() < 0.02) v = v == "" ? v : v "立方米"
		if (next_random() < 0.01) c = c == "" ? c : "不详"
		printf "G%07d,示例企业%05d厂,%s,%s,%s,%s,%s,%s\n", i, int(i / 7), kind[k], u, v, c, p, a
	}
}
# the minimal standard generator: exact in a double
function next_random() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
