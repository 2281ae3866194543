// The fifteen rules in DuckDB: columns with their types, the kinds first, then the list of cases. usage: duckdb.mjs IN OUT csv|ndjson
import { DuckDBInstance } from '@duckdb/node-api';
const [input, output, format] = process.argv.slice(2);
const names = ['设备编号', '企业名称', '统一社会信用代码', '省份', '行业', '企业类型', '设备类型', '设备型号', '用途', '容积(立方米)', '公称容量(吨)',
  '产能(万吨/年)', '幅宽(mm)', '车速(m/min)', '投产日期', '备注'];
const type = (n) => (n.includes('(') ? 'DOUBLE' : 'VARCHAR');
const columns = '{' + names.map((n) => `'${n}': '${type(n)}'`).join(', ') + '}';
const source = format === 'ndjson'
  ? `read_json('${input}', format='newline_delimited', columns=${columns})`
  : `read_csv('${input}', header=true, auto_detect=false, delim=',', quote='"', escape='"', columns=${columns}, buffer_size=8388608)`;
const c = (n) => `"${names[n - 1]}"`;
const rule = `CASE ${c(7)}
  WHEN '文化用纸生产线' THEN CASE WHEN ${c(13)} <= 1760 AND ${c(14)} <= 200 THEN 'QG-03' END
  WHEN '包装纸板生产线' THEN CASE WHEN ${c(13)} <= 2000 AND ${c(14)} <= 100 THEN 'QG-04' END
  WHEN '生活用纸生产线' THEN CASE WHEN ${c(13)} <= 1092 THEN 'QG-05' END
  WHEN '粘胶纺丝机' THEN CASE WHEN regexp_full_match(${c(8)}, 'R531[A-Z]?') THEN 'FZ-03' END
  WHEN '粘胶短纤生产线' THEN CASE WHEN ${c(12)} <= 2 THEN 'FZ-04' END
  WHEN '挖掘机' THEN CASE WHEN regexp_full_match(${c(8)}, 'WP-?3[A-Z]?') THEN 'JX-01' END
  WHEN '机械压力机' THEN CASE WHEN regexp_full_match(${c(8)}, 'J31-315[A-Z]?') THEN 'JX-02' END
  WHEN '三相异步电动机' THEN CASE WHEN regexp_full_match(${c(8)}, 'JDO3-[0-9][0-9][0-9]?[SML]?(-[0-9]+(/[0-9]+)*)?') THEN 'JX-08' END
  WHEN '合成氨装置' THEN CASE WHEN ${c(9)} = '尿素' AND ${c(12)} <= 8 THEN 'HG-02' END
  WHEN '高炉' THEN CASE WHEN ${c(9)} IN ('炼铁', '镍铬生铁') AND ${c(6)} <> '铸造铁企业' AND ${c(10)} <= 400 THEN 'YJ-01'
                        WHEN ${c(9)} IN ('铁合金', '铸铁管') AND ${c(10)} <= 200 THEN 'YJ-02' END
  WHEN '转炉' THEN CASE WHEN ${c(9)} <> '铁合金' AND ${c(11)} <= 30 THEN 'YJ-03' END
  WHEN '电炉' THEN CASE WHEN ${c(9)} <> '机械铸造' AND ${c(11)} <= 30 THEN 'YJ-04' END
  WHEN '立窑' THEN 'JC-01' END`;
const age = `CASE WHEN ${c(5)} = '纺织' AND ${c(15)} <> '' AND ${c(15)} < '1998-12-31' THEN 'FZ-01' END`;
const db = await DuckDBInstance.create(':memory:');
const connection = await db.connect();
await connection.run(`COPY (SELECT id, concat_ws(';', age, rule) FROM (SELECT ${c(1)} AS id, ${age} AS age, ${rule} AS rule FROM ${source})
  WHERE age IS NOT NULL OR rule IS NOT NULL) TO '${output}' (HEADER false, QUOTE '')`);
